import { N_TYPE } from '#domain/executables/macho/macho-constants';
import type { MachoFile } from '#domain/executables/macho/macho-file';
import { eachMachoSymbol } from '#domain/executables/macho/macho-symbols';
import { SymbolSigns } from './symbol-signs';

/** What the names of the symbols give away. @throws what the source throws. */
export async function readMachoSigns(file: MachoFile): Promise<SymbolSigns> {
  const signs = new SymbolSigns();
  await eachMachoSymbol(file, ({ nameAt, type }, names) => {
    signs.noteAt(names.bytes, nameAt, type === N_TYPE.undefined);
  });
  return signs;
}
