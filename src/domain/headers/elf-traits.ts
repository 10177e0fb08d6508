import type { ByteSource } from '#domain/identification/byte-source';
import { readWithin } from '#domain/identification/byte-source';
import type { ElfImage } from '#domain/identification/elf-image';
import { tameText } from '#domain/shared/hostile-text';
import type { ElfDynamic } from './elf-dynamic';
import type { HeaderTraits, ImportedName } from './header-anatomy';
import { NAME_LIMIT } from './header-anatomy';

const ET_DYN = 3;
const PT_GNU_STACK = 0x6474e551;
const PT_GNU_RELRO = 0x6474e552;
const EI_OSABI = 7;
const CANARY = ['__stack_chk_fail', '__stack_chk_guard', '__stack_smash_handler'];

const SYSTEMS: Readonly<Record<number, string>> = {
  1: 'hpux',
  2: 'netbsd',
  3: 'linux',
  6: 'solaris',
  7: 'aix',
  8: 'irix',
  9: 'freebsd',
  12: 'openbsd',
};
/** Systems that say nothing in the header and leave a section of their own. */
const SYSTEM_SECTIONS: readonly (readonly [RegExp, string])[] = [
  [/^\.note\.netbsd/, 'netbsd'],
  [/^\.note\.openbsd/, 'openbsd'],
  [/^\.SUNW_/, 'solaris'],
  [/^\.note\.android/, 'android'],
];

export async function readElfTraits(
  source: ByteSource,
  image: ElfImage,
  dynamic: ElfDynamic | undefined,
  { imports, isStripped }: { readonly imports: readonly ImportedName[]; readonly isStripped: boolean },
): Promise<HeaderTraits> {
  const { fields, segments } = image;
  const stack = segments.find(({ type }) => type === PT_GNU_STACK);
  const compiler = await readCompiler(source, image);
  const libraries = dynamic?.libraries ?? [];
  return {
    os: await readSystem(source, image, libraries),
    ...(compiler !== '' && { compiler }),
    ...(libraries.some((name) => /^lib(?:stdc)?\+\+/.test(name) || name.startsWith('libc++')) && { lang: 'c++' }),
    stripped: isStripped,
    static: libraries.length === 0,
    nx: stack !== undefined && (stack.flags & 1) === 0,
    pic: fields.type === ET_DYN,
    canary: imports.some(({ name }) => CANARY.includes(name)),
    relro: segments.some(({ type }) => type === PT_GNU_RELRO)
      ? dynamic?.bindsNow === true
        ? 'full'
        : 'partial'
      : 'no',
  };
}

async function readSystem(source: ByteSource, { sections }: ElfImage, libraries: readonly string[]): Promise<string> {
  const byHeader = SYSTEMS[(await readWithin(source, EI_OSABI, 1))[0] ?? 0];
  if (byHeader !== undefined) return byHeader;
  const bySection = SYSTEM_SECTIONS.find(([pattern]) => sections.some(({ name }) => pattern.test(name)));
  if (bySection !== undefined) return bySection[1];
  return libraries.some((name) => name === 'libroot.so' || name === 'libbe.so') ? 'haiku' : 'linux';
}

/** The distinct texts of .comment. */
async function readCompiler(source: ByteSource, { sections }: ElfImage): Promise<string> {
  const comment = sections.find(({ name }) => name === '.comment');
  if (comment === undefined) return '';
  const bytes = await readWithin(source, comment.offset, Math.min(comment.size, NAME_LIMIT * 4));
  // What follows the last NUL is cut off.
  const texts = Buffer.from(bytes).toString('utf8').split('\0').slice(0, -1);
  const distinct = new Set(texts.map((text) => text.trim()).filter((text) => text !== ''));
  return tameText([...distinct].join(' '), NAME_LIMIT);
}
