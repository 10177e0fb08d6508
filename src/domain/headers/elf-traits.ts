import type { ByteSource } from '#domain/identification/byte-source';
import { readWithin } from '#domain/identification/byte-source';
import type { ElfImage } from '#domain/identification/elf-image';
import type { HeaderTraits } from './header-anatomy';

const EI_OSABI = 7;

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
  libraries: readonly string[],
  isStripped: boolean,
): Promise<HeaderTraits> {
  return {
    os: await readSystem(source, image, libraries),
    ...(libraries.some((name) => /^lib(?:stdc|c)\+\+/.test(name)) && { lang: 'c++' }),
    stripped: isStripped,
    static: libraries.length === 0,
  };
}

async function readSystem(source: ByteSource, { sections }: ElfImage, libraries: readonly string[]): Promise<string> {
  const byHeader = SYSTEMS[(await readWithin(source, EI_OSABI, 1))[0] ?? 0];
  if (byHeader !== undefined) return byHeader;
  const bySection = SYSTEM_SECTIONS.find(([pattern]) => sections.some(({ name }) => pattern.test(name)));
  if (bySection !== undefined) return bySection[1];
  return libraries.some((name) => name === 'libroot.so' || name === 'libbe.so') ? 'haiku' : 'linux';
}
