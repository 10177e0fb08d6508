import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import type { ByteSource } from './byte-source';
import { readElfStarts } from './elf-function-starts';
import type { ExecutableHeader } from './executable-header';
import { readMachoStarts } from './macho-function-starts';
import { compare } from './memory-map';
import { readPeStarts } from './pe-function-starts';
import type { RawStart, RawStarts, StartTable } from './start-table';

const ADDRESS_END = 1n << 64n;
/** Bytes; what claims to be longer than this is a damaged entry. */
const LONGEST_FUNCTION = 1n << 30n;

export interface FunctionStart {
  readonly address: Address;
  /** Bytes; absent where the table does not say. */
  readonly size?: number;
}

export interface FunctionStarts {
  readonly table: StartTable;
  /** Sorted, each once, each in executable memory; no function reaches into the next. At most 500,000. */
  readonly starts: readonly FunctionStart[];
  /** Why a table was dropped, or what of it was. */
  readonly fault?: string;
}

/**
 * The functions that the file's own unwind tables name, at the addresses that radare2 shows by default: its base 0 for a
 * position-independent ELF file, the preferred image base of a PE file, the chosen image of a universal file.
 * A damaged table is dropped with its reason, never an exception. @throws what the source throws.
 */
export async function readFunctionStarts(source: ByteSource, header: ExecutableHeader): Promise<FunctionStarts> {
  const raw = await readRawStarts(source, header);
  const { starts, misplaced } = settle(raw);
  if (misplaced * 2 > raw.entries.length) {
    const reason = `${misplaced} of ${raw.entries.length} entries of ${raw.table} lie outside of the code or in one another.`;
    return { table: 'none', starts: [], fault: joinFaults(raw.fault, reason) };
  }
  const table = starts.length === 0 ? 'none' : raw.table;
  return { table, starts, ...(raw.fault !== undefined && { fault: raw.fault }) };
}

function readRawStarts(source: ByteSource, header: ExecutableHeader): Promise<RawStarts> {
  switch (header.format) {
    case 'elf':
      return readElfStarts(source);
    case 'pe':
      return readPeStarts(source);
    case 'macho':
      return readMachoStarts(source, header);
  }
}

/** Sorts, joins what is said twice, cuts a function off where the next begins. */
function settle({ entries, code }: RawStarts): { starts: readonly FunctionStart[]; misplaced: number } {
  const inCode = entries.filter((entry) => code.room(entry.address) > 0n);
  const distinct = withoutRepeats(inCode.sort((a, b) => compare(a.address, b.address)));
  let misplaced = entries.length - inCode.length;
  const starts = distinct.map((start, index): FunctionStart => {
    if (start.size === undefined) return { address: address(start.address) };
    const gap = (distinct[index + 1]?.address ?? ADDRESS_END) - start.address;
    const room = smaller(smaller(code.room(start.address), gap), LONGEST_FUNCTION);
    if (start.size > room) misplaced++;
    return { address: address(start.address), size: Number(smaller(start.size, room)) };
  });
  return { starts, misplaced };
}

/** Of those at one address, the longest. */
function withoutRepeats(sorted: readonly RawStart[]): readonly RawStart[] {
  const distinct: RawStart[] = [];
  for (const start of sorted) {
    const last = distinct.at(-1);
    if (last?.address !== start.address) distinct.push(start);
    else if ((start.size ?? 0n) > (last.size ?? 0n)) distinct[distinct.length - 1] = start;
  }
  return distinct;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function joinFaults(...faults: readonly (string | undefined)[]): string {
  return faults.filter((fault) => fault !== undefined).join(' ');
}
