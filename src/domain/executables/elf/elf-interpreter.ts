import { tameText } from '#domain/shared/hostile-text';
import { PT } from './elf-constants';
import type { ElfFile } from './elf-file';

const PATH_LIMIT = 512;

/** The loader that PT_INTERP names, fit for readers; `undefined` where there is none. @throws what the source throws. */
export async function readInterpreter(file: ElfFile): Promise<string | undefined> {
  const segment = file.image.segments.find(({ type }) => type === PT.interpreter);
  if (segment === undefined) return undefined;
  const path = (await file.read(segment.offset, Math.min(segment.fileSize, PATH_LIMIT))).text(0, PATH_LIMIT);
  return path === '' ? undefined : tameText(path, PATH_LIMIT);
}
