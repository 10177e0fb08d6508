import type { ExecutableKind } from '#domain/shared/executable-header';
import { DT, ET, PF, PT } from './elf-constants';
import type { OpenedElf } from './opened-elf';

/**
 * Whether what has the type of a library is a program: the linker says so (DF_1_PIE), a loader is named or room is kept for a debugger
 * (DT_DEBUG, which GNU ld, gold and LLD give to programs alone, to OpenBSD's static ones too) and the library has no name, or there is
 * no dynamic section, so that no loader could make a library of it, and it begins somewhere. As readelf and file(1) say of the first;
 * linkers before 2017 left the flag out. `undefined` for other types. @throws what the source throws.
 */
export async function elfKindOfDynamic(elf: OpenedElf): Promise<ExecutableKind | undefined> {
  const { fields, segments } = elf.file.image;
  if (fields.type !== ET.dynamic) return undefined;
  const dynamic = await elf.dynamic();
  if (dynamic?.saysPie === true) return 'executable';
  const namesLoader = segments.some(({ type }) => type === PT.interpreter);
  if (dynamic !== undefined) {
    const isProgram = namesLoader || dynamic.values.has(DT.debug);
    return isProgram && dynamic.soname === undefined ? 'executable' : 'shared_library';
  }
  return namesLoader || beginsInCode(elf) ? 'executable' : 'shared_library';
}

function beginsInCode({ file: { image } }: OpenedElf): boolean {
  const { entry } = image.fields;
  return image.segments.some(({ type, flags, address, memorySize }) => {
    const isCode = type === PT.load && (flags & PF.execute) !== 0;
    return isCode && entry !== 0n && entry >= address && entry < address + memorySize;
  });
}
