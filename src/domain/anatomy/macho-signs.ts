import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import type { MachoImage } from '#domain/executables/macho/macho-image';
import { SymbolSigns } from './symbol-signs';

const LC_SYMTAB = 0x2;
const N_STAB = 0xe0;
const N_TYPE = 0x0e;
const MAX_SYMBOLS = 200_000;
const MAX_STRINGS = 32 << 20;
const SYMBOLS_PER_SLICE = 4096;

/** Reads the names of at most 200,000 symbols. @throws what the source throws. */
export async function readMachoSigns(source: ByteSource, image: MachoImage): Promise<SymbolSigns> {
  const signs = new SymbolSigns();
  const table = image.commands.find(({ type }) => type === LC_SYMTAB)?.view;
  if (table === undefined) return signs;
  const entry = image.fields.bits === 64 ? 16 : 12;
  const count = Math.min(table.u32(12), MAX_SYMBOLS);
  const strings = await readWithin(source, table.u32(16), Math.min(table.u32(20), MAX_STRINGS));
  for (let first = 0; first < count; first += SYMBOLS_PER_SLICE) {
    const length = Math.min(SYMBOLS_PER_SLICE, count - first) * entry;
    const bytes = await readWithin(source, table.u32(8) + first * entry, length);
    const view = new ByteView(bytes, image.fields.littleEndian);
    if (view.length === 0) break;
    for (let at = 0; view.covers(at, entry); at += entry) {
      const type = view.u8(at + 4);
      if ((type & N_STAB) === 0) signs.noteAt(strings, view.u32(at), (type & N_TYPE) === 0);
    }
  }
  return signs;
}
