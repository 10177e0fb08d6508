import type { Hardening } from '#domain/document/hardening';
import type { HardeningField } from '#domain/document/hardening';
import type { Language } from '#domain/document/language';
import { ARCHITECTURE_WORDS } from '#domain/shared/architecture-words';
import type { Architecture } from '#domain/shared/executable-header';
import { APPLE_SYSTEMS } from './apple-systems';
import type { JudgedSubject } from './judged-subject';
import { namedShare, WELL_NAMED } from './named-share';
import { counted, listed, quotedName } from './quoted-name';

const LIBRARIES_NAMED = 4;
/** Fewer are what a compiler adds to every program. */
const SOME_NAMED = 0.1;

const FORMATS = { pe: 'PE', elf: 'ELF', macho: 'Mach-O' } as const;
const SYSTEMS: Readonly<Record<string, string>> = {
  linux: 'Linux',
  windows: 'Windows',
  ...APPLE_SYSTEMS,
  freebsd: 'FreeBSD',
  openbsd: 'OpenBSD',
  netbsd: 'NetBSD',
  solaris: 'Solaris',
  haiku: 'Haiku',
  hpux: 'HP-UX',
  android: 'Android',
  openharmony: 'OpenHarmony',
  dragonfly: 'DragonFly BSD',
  hurd: 'GNU Hurd',
  qnx: 'QNX',
  aix: 'AIX',
  irix: 'IRIX',
  tru64: 'Tru64 UNIX',
  openvms: 'OpenVMS',
  minix: 'MINIX',
  fuchsia: 'Fuchsia',
  serenity: 'SerenityOS',
  nacl: 'Native Client',
  syllable: 'Syllable',
  cloudabi: 'CloudABI',
  aros: 'AROS',
  efi: 'EFI firmware',
  xbox: 'Xbox',
};
const KINDS = {
  executable: 'program',
  shared_library: 'shared library',
  relocatable: 'object file, not yet linked,',
  driver: 'driver',
  core: 'memory image of a crashed program',
  other: 'file',
} as const;
/** Where the general words would not do. */
const PROCESSORS: Partial<Readonly<Record<Architecture, string>>> = {
  x86: '32-bit Intel',
  x86_64: '64-bit Intel and AMD',
  arm: '32-bit ARM',
  arm64: '64-bit ARM',
  mips64: '64-bit MIPS',
  powerpc64: '64-bit PowerPC',
  sparc64: '64-bit SPARC',
  riscv32: '32-bit RISC-V',
  riscv64: '64-bit RISC-V',
};
const LANGUAGES: Readonly<Record<Language, string>> = {
  autoit: 'AutoIt',
  python: 'Python',
  go: 'Go',
  haskell: 'Haskell',
  ocaml: 'OCaml',
  java: 'Java',
  dart: 'Dart',
  rust: 'Rust',
  nim: 'Nim',
  crystal: 'Crystal',
  zig: 'Zig',
  '.net': 'a language of .NET',
  pascal: 'Pascal',
  delphi: 'Delphi',
  d: 'D',
  kotlin: 'Kotlin',
  swift: 'Swift',
  ada: 'Ada',
  fortran: 'Fortran',
  'objective-c': 'Objective-C',
  'c++': 'C++',
  c: 'C',
};

interface Protection {
  readonly field: HardeningField;
  readonly words: string;
  readonly isThere: (hardening: Hardening) => boolean;
}

const PROTECTIONS: readonly Protection[] = [
  { field: 'nx', words: 'non-executable data', isThere: ({ nx }) => nx === true },
  { field: 'dep', words: 'non-executable data', isThere: ({ dep }) => dep === true },
  { field: 'pie', words: 'random load addresses', isThere: ({ pie }) => pie === true },
  { field: 'aslr', words: 'random load addresses', isThere: ({ aslr }) => aslr === true },
  { field: 'canary', words: 'stack guards', isThere: ({ canary }) => canary === true },
  {
    field: 'relro',
    words: 'read-only linking tables',
    isThere: ({ relro }) => relro === 'full' || relro === 'partial',
  },
  { field: 'cfg', words: 'control flow guard', isThere: ({ cfg }) => cfg === true },
];

/** What it is, and for which system. Without its name: the account is shared by all who send the same content. */
export function describeFile(subject: JudgedSubject): string {
  const { format, architecture, size, kind } = subject;
  const os = subject.os?.toLowerCase();
  const system = os === undefined ? undefined : SYSTEMS[os];
  const where = system === undefined ? '' : ` for ${system}`;
  return `This is ${article(FORMATS[format])} ${FORMATS[format]} ${KINDS[kind]}${where}${processors(architecture)}, ${bytes(size)} in size.`;
}

function processors(architecture: Architecture): string {
  if (architecture === 'unknown') return ', for a processor that is not known';
  return ` on ${PROCESSORS[architecture] ?? ARCHITECTURE_WORDS[architecture]} processors`;
}

/** Of which language and compiler, with or without names, of which libraries. */
export function describeBuild(subject: JudgedSubject): string {
  const made = [
    ...(subject.language === undefined ? [] : [`was written in ${LANGUAGES[subject.language]}${parts(subject)}`]),
    ...(subject.compiler === undefined ? [] : [`was compiled with ${quotedName(subject.compiler)}`]),
    ...symbols(subject),
    linking(subject),
    ...(subject.signed ? ['carries a code signature'] : []),
  ];
  return `It ${listed(made)}.`;
}

function parts({ contains = [] }: JudgedSubject): string {
  return contains.length === 0 ? '' : ` with parts in ${listed(contains.map((each) => LANGUAGES[each]))}`;
}

/** Which protections against attacks on it the format shows; `undefined` where it shows none. */
export function describeHardening({ hardening }: JudgedSubject): string | undefined {
  const asked = PROTECTIONS.filter(({ field }) => hardening[field] !== undefined);
  if (asked.length === 0) return undefined;
  const has = words(asked.filter(({ isThere }) => isThere(hardening)));
  const lacks = words(asked.filter(({ isThere }) => !isThere(hardening)));
  if (lacks.length === 0) return `It is built with protections against being attacked: ${listed(has)}.`;
  if (has.length === 0) return `It lacks protections against being attacked: ${listed(lacks)}.`;
  return `It is built with some protections against being attacked (${listed(has)}) and lacks others (${listed(lacks)}).`;
}

function words(protections: readonly Protection[]): readonly string[] {
  return [...new Set(protections.map((each) => each.words))];
}

/** Windows programs keep their names in files of their own: that they are not there says nothing. */
function symbols(subject: JudgedSubject): readonly string[] {
  const { stripped, format } = subject;
  const share = namedShare(subject);
  if (share !== undefined && share >= WELL_NAMED) return [`still has names of its functions${namedBy(subject)}`];
  if (share !== undefined && share >= SOME_NAMED) return [`has names of ${Math.floor(share * 100)} % of its functions`];
  // What is made for Windows seldom holds such names in the first place.
  if (stripped)
    return [format === 'pe' ? 'has no symbols that name its functions' : 'has had the names of its functions removed'];
  if (share !== undefined || format === 'pe') return [];
  return ['still has names of its functions'];
}

/** Where the names are, when it is not where one looks for them first. */
function namedBy({ names }: JudgedSubject): string {
  if (names === undefined || names.own >= Math.max(names.by_export, names.by_table)) return '';
  return names.by_table > names.by_export ? ', in the table of its runtime' : ', as exports';
}

function linking(subject: JudgedSubject): string {
  const { libraries } = subject;
  if (subject.kind === 'relocatable') return 'has not been linked with any library yet';
  if (subject.static) return 'brings all of its libraries inside';
  if (libraries.length === 0) return 'names no libraries that it needs';
  const named = libraries.slice(0, LIBRARIES_NAMED).map(quotedName);
  const rest = libraries.length > named.length ? ', among others' : '';
  return `uses ${counted(libraries.length, 'library', 'libraries')} (${named.join(', ')}${rest})`;
}

function article(word: string): string {
  return /^[AEIOU]/.test(word) ? 'an' : 'a';
}

function bytes(size: number): string {
  if (size < 10_000) return counted(size, 'byte');
  return size < 10_000_000 ? `${Math.round(size / 1000)} kB` : `${Math.round(size / 1_000_000)} MB`;
}
