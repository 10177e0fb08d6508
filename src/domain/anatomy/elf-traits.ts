import { PT } from '#domain/executables/elf/elf-constants';
import type { ElfFile } from '#domain/executables/elf/elf-file';
import { isRequired } from '#domain/executables/elf/elf-symbol-tables';
import type { ElfSymbols } from '#domain/executables/elf/elf-symbols';
import type { HeaderTraits } from './executable-tables';

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
  file: ElfFile,
  libraries: readonly string[],
  symbols: ElfSymbols,
): Promise<HeaderTraits> {
  return {
    os: await readSystem(file, libraries),
    ...(libraries.some((name) => /^lib(?:stdc|c)\+\+/.test(name)) && { lang: 'c++' }),
    stripped: symbols.static.length === 0,
    static: isStatic(file, libraries, symbols),
  };
}

/** It asks neither a loader nor a library for anything. */
function isStatic({ image }: ElfFile, libraries: readonly string[], { dynamic }: ElfSymbols): boolean {
  const hasLoader = image.segments.some(({ type }) => type === PT.interpreter);
  return !hasLoader && libraries.length === 0 && !dynamic.some(isRequired);
}

async function readSystem(file: ElfFile, libraries: readonly string[]): Promise<string> {
  const { sections } = file.image;
  const byHeader = SYSTEMS[(await file.read(EI_OSABI, 1)).u8(0)];
  if (byHeader !== undefined) return byHeader;
  const bySection = SYSTEM_SECTIONS.find(([pattern]) => sections.some(({ name }) => pattern.test(name)));
  if (bySection !== undefined) return bySection[1];
  return libraries.some((name) => name === 'libroot.so' || name === 'libbe.so') ? 'haiku' : 'linux';
}
