import type { ExecutableHeader } from '#domain/shared/executable-header';
import type { Check, Claims } from './claims';
import { hex } from './claims';
import type { Difference } from './compare';
import type { Testimony } from './witnesses';

/** The file that a difference is about: what its header says, and what our document does. */
export interface Subject extends ExecutableHeader {
  readonly claims: Claims;
}

/** A difference that is the other tool's, and why. */
interface Explanation {
  readonly checks: readonly Check[];
  readonly tools: readonly Testimony['tool'][];
  readonly reason: string;
  readonly covers: (difference: Difference, about: Subject) => boolean;
}

/** Characters of a name. */
const KEPT = 512;

const EXPLANATIONS: readonly Explanation[] = [
  {
    checks: ['exports', 'entry_point'],
    tools: ['readobj', 'readelf', 'llvmObjdump'],
    reason: 'an odd address on ARM marks Thumb code, which begins at the even one',
    covers: (difference, { architecture }) => architecture === 'arm' && areSame(difference, evenAddress),
  },
  {
    checks: ['sections', 'exports'],
    tools: ['readobj', 'readelf'],
    reason: 'an object file has no addresses; ours are those at which the code is taken apart',
    covers: (difference, { kind }) => kind === 'relocatable' && areSame(difference, withoutAddress),
  },
  {
    checks: ['imports', 'exports'],
    tools: ['readobj'],
    reason: 'llvm-readobj 14 does not find the symbols of Alpha programs; readelf does',
    covers: ({ missing }, { architecture }) => architecture === 'alpha' && missing.length === 0,
  },
  {
    checks: ['libraries'],
    tools: ['readobj'],
    reason: 'llvm-readobj counts a Mach-O library among those that it needs itself',
    covers: ({ missing, extra }, { format, kind }) =>
      format === 'macho' && kind === 'shared_library' && missing.length === 1 && extra.length === 0,
  },
  {
    checks: ['static'],
    tools: ['readelf'],
    reason: 'a library that imports from whatever loads it is not static, though it asks for no other by name',
    covers: ({ missing }, { kind, claims: { imports = [] } }) =>
      missing[0] === 'true' && kind === 'shared_library' && imports.length > 0,
  },
  {
    checks: ['imports'],
    tools: ['objdump'],
    reason: 'objdump does not show what is imported when it is first called; llvm-readobj does',
    covers: ({ missing }, { format }) => format === 'pe' && missing.length === 0,
  },
  {
    checks: ['fortify'],
    tools: ['checksec'],
    reason:
      'checksec counts checked functions that a library defines itself, such as those of a sanitizer; it calls none',
    covers: ({ missing }, { claims: { imports = [], exports = [] } }) =>
      missing[0] === 'true' && exports.some(isChecked) && !imports.some(isChecked),
  },
  {
    checks: ['imports'],
    tools: ['objdump'],
    reason: 'objdump shows `<none>` for what is imported by number; a few libraries never change their numbers',
    covers: ({ missing }, { format }) => format === 'pe' && missing.every((line) => line.endsWith('!<none>')),
  },
  {
    checks: ['fortify'],
    tools: ['checksec'],
    reason: 'checksec takes the wrong column of readelf where st_other is shown, as on 64-bit PowerPC',
    covers: ({ missing }, { architecture, claims: { imports = [] } }) =>
      architecture === 'powerpc64' && missing[0] === 'false' && imports.some(isChecked),
  },
  {
    checks: ['nx'],
    tools: ['checksec'],
    reason: 'checksec knows the rule of Linux alone: where nothing is said, stacks of 64-bit Solaris hold no code',
    covers: ({ missing }, { bits, claims: { os = [] } }) =>
      bits === 64 && os.includes('solaris') && missing[0] === 'false',
  },
  {
    checks: ['os'],
    tools: ['publisher'],
    reason: 'a static program of musl without a note: nothing that a loader reads names a system, only texts do',
    covers: ({ extra }, { format, claims: { static: isStatic = [] } }) =>
      format === 'elf' && isStatic.includes('true') && extra[0] === 'none',
  },
  {
    checks: ['imports'],
    tools: ['readobj', 'readelf'],
    reason: 'what is weak and missing in a static program stays 0: no loader looks for it',
    covers: ({ extra }, { format, claims: { static: isStatic = [] } }) =>
      format === 'elf' && isStatic.includes('true') && extra.length === 0,
  },
  {
    checks: ['canary'],
    tools: ['checksec'],
    reason:
      "checksec seeks symbols of glibc and Intel; OpenBSD's is another, and a stripped static program has the message alone",
    covers: ({ missing }, { claims: { imports = [], static: isStatic = [], stripped = [] } }) =>
      missing[0] === 'false' &&
      (imports.includes('__stack_smash_handler') || (isStatic.includes('true') && stripped.includes('true'))),
  },
  {
    checks: ['kind'],
    tools: ['readelf'],
    reason: 'readelf goes by DF_1_PIE alone, which Haiku, OpenBSD and linkers before 2017 do not set',
    covers: ({ missing, extra }, { claims: { pie = [] } }) =>
      missing[0] === 'shared_library' && extra[0] === 'executable' && pie.includes('true'),
  },
  {
    checks: ['imports'],
    tools: ['readobj'],
    reason: "llvm-readobj does not read .NET's metadata: members of other assemblies are imports too",
    covers: ({ missing, extra }, about) =>
      isDotnet(about) && missing.length === 0 && extra.every((line) => line.includes('::')),
  },
  {
    checks: ['libraries'],
    tools: ['readobj'],
    reason: "llvm-readobj does not read .NET's metadata: other assemblies are libraries too",
    covers: ({ missing }, about) => isDotnet(about) && missing.length === 0,
  },
  {
    checks: ['stripped'],
    tools: ['readobj'],
    reason: "methods have their names in .NET's metadata, with or without a PDB",
    covers: ({ missing }, about) => isDotnet(about) && missing[0] === 'true',
  },
  {
    checks: ['imports', 'exports'],
    tools: ['readobj', 'readelf'],
    reason: 'names are kept up to 512 characters',
    covers: (difference) => difference.missing.some((line) => line.length > KEPT) && areSame(difference, cut),
  },
  {
    checks: ['dep'],
    tools: ['readobj'],
    reason: 'a process of 64 bits has it on Windows whatever the flag says',
    covers: ({ extra }, { bits }) => bits === 64 && extra[0] === 'true',
  },
];

function isDotnet({ format, claims: { language = [] } }: Subject): boolean {
  return format === 'pe' && language.includes('.net');
}

/** Of a line with a name and a place. */
function cut(line: string): string {
  return line.slice(0, KEPT);
}

function isChecked(line: string): boolean {
  return /^__\w+_chk\b/.test(line);
}

function areSame({ missing, extra }: Difference, alike: (line: string) => string): boolean {
  const [theirs, ours] = [missing, extra].map((lines) => lines.map(alike).sort().join('\n'));
  return theirs === ours;
}

function evenAddress(line: string): string {
  return line.replace(/0x[0-9a-f]+$/, (text) => hex(BigInt(text) & ~1n));
}

/** Behind the name, which has none in it. */
function withoutAddress(line: string): string {
  return line.replace(/ 0x[0-9a-f]+/, '');
}

/** Why a difference is none of ours, or `undefined`. */
export function explanationOf(difference: Difference, about: Subject): string | undefined {
  return EXPLANATIONS.find(
    ({ checks, tools, covers }) =>
      checks.includes(difference.check) && tools.includes(difference.tool) && covers(difference, about),
  )?.reason;
}
