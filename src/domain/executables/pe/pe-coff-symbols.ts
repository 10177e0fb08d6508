import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { nameOf, NameTable } from '#domain/bytes/name-table';
import { readTable } from '#domain/bytes/read-table';
import { address } from '#domain/shared/address';
import type { NamedSymbol } from '#domain/shared/named-symbol';
import { COFF_SYMBOL_SIZE } from './pe-constants';
import type { PeFile } from './pe-file';

const COFF_HEADER_SIZE = 24;
/** The upper half of a symbol's type, DTYPE_FUNCTION. */
const FUNCTION = 0x20;

export interface CoffSymbols {
  /** The functions among them. */
  readonly symbols: readonly NamedSymbol[];
  readonly longNames: NameTable;
}

/** What GNU linkers leave in an image that is not stripped. Source: Microsoft's PE format reference. */
export async function readCoffSymbols({ source, image }: PeFile): Promise<CoffSymbols> {
  const { optionalHeader, imageBase } = image.fields;
  const header = new ByteView(await readWithin(source, optionalHeader - COFF_HEADER_SIZE, COFF_HEADER_SIZE), true);
  const [offset, count] = [header.u32(12), header.u32(16)];
  if (offset === 0) return { symbols: [], longNames: new NameTable(new Uint8Array(0)) };
  const end = offset + count * COFF_SYMBOL_SIZE;
  const size = new ByteView(await readWithin(source, end, 4), true).u32(0);
  const longNames = await NameTable.read(source, end, size);
  let auxiliary = 0;
  const symbols = await readTable(source, { offset, entrySize: COFF_SYMBOL_SIZE, count }, true, (view, at) => {
    if (auxiliary > 0) {
      auxiliary--;
      return undefined;
    }
    auxiliary = view.u8(at + 17);
    const home = image.sections[view.u16(at + 12) - 1];
    if (view.u16(at + 14) !== FUNCTION || home === undefined) return undefined;
    const isLong = view.u32(at) === 0;
    const name = isLong ? longNames.at(view.u32(at + 4)) : nameOf(view.bytes.subarray(at, at + 8));
    const place = imageBase + BigInt(home.rva) + BigInt(view.u32(at + 8));
    if (name === '') return undefined;
    return { name, address: address(BigInt.asUintN(64, place)), size: 0, isFunction: true, isImported: false };
  });
  return { symbols, longNames };
}
