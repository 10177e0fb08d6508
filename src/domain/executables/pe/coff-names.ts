import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { NameTable } from '#domain/bytes/name-table';
import { COFF_SYMBOL_SIZE } from './pe-constants';
import type { PeFields } from './pe-header';

/** What a section's name of eight characters stands for. */
export type LongNames = (name: string) => string;

const DECIMAL = /^\/(\d{1,7})$/;
/** LLVM's form for offsets that seven digits do not hold. Source: LLVM, BinaryFormat/COFF.h and Object/COFFObjectFile.cpp. */
const BASE64 = /^\/\/([A-Za-z0-9+/]{6})$/;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The table of strings behind the COFF symbols; empty where the header leads to none. @throws what the source throws. */
export async function readCoffStrings(
  source: ByteSource,
  { symbolTable, symbolCount }: Pick<PeFields, 'symbolTable' | 'symbolCount'>,
): Promise<NameTable> {
  if (symbolTable === 0) return new NameTable(new Uint8Array(0));
  const at = symbolTable + symbolCount * COFF_SYMBOL_SIZE;
  const size = new ByteView(await readWithin(source, at, 4), true).u32(0);
  return NameTable.read(source, at, size);
}

/**
 * Names of more than eight characters are kept in the table of strings: `/4` says where. The table is read only where one of
 * these names asks for it. @throws what the source throws.
 */
export async function readLongNames(
  source: ByteSource,
  fields: PeFields,
  names: readonly string[],
): Promise<LongNames> {
  if (!names.some((name) => offsetOf(name) !== undefined)) return (name) => name;
  const table = await readCoffStrings(source, fields);
  return (name) => {
    const offset = offsetOf(name);
    const long = offset === undefined ? '' : table.at(offset);
    return long === '' ? name : long;
  };
}

function offsetOf(name: string): number | undefined {
  const decimal = DECIMAL.exec(name)?.[1];
  if (decimal !== undefined) return Number(decimal);
  const digits = BASE64.exec(name)?.[1];
  return digits === undefined
    ? undefined
    : Array.from(digits).reduce((sum, digit) => sum * 64 + DIGITS.indexOf(digit), 0);
}
