import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import type { ByteSource } from './byte-source';
import type { CodeRanges } from './code-ranges';
import { readElfStarts } from './elf-function-starts';
import type { ExecutableHeader } from './executable-header';
import { readMachoStarts } from './macho-function-starts';
import { compare } from './memory-map';
import { readPeStarts } from './pe-function-starts';
import type { RawStart, RawStarts, RawTable, StartTable } from './start-table';
import { MAX_ENTRIES } from './start-table';

const ADDRESS_END = 1n << 64n;
/** Bytes; what claims to be longer than this is a damaged entry. */
const LONGEST_FUNCTION = 1n << 30n;

export interface FunctionStart {
  readonly address: Address;
  /** Bytes; absent where the table does not say. */
  readonly size?: number;
  /** As the file has it, at most 512 bytes of text that nobody has tamed; Go's table only. */
  readonly name?: string;
}

export interface FunctionStarts {
  /** Those that gave a start, the most exact one first. */
  readonly tables: readonly StartTable[];
  /** Sorted, each once, each in executable memory; no function reaches into the next. At most 500,000. */
  readonly starts: readonly FunctionStart[];
  /** Why a table was dropped, or what of it was. */
  readonly fault?: string;
}

/**
 * The functions that the file's own tables name, at the addresses that radare2 shows by default: its base 0 for a
 * position-independent ELF file, the preferred image base of a PE file, the chosen image of a universal file.
 * A damaged table is dropped with its reason, never an exception. @throws what the source throws.
 */
export async function readFunctionStarts(source: ByteSource, header: ExecutableHeader): Promise<FunctionStarts> {
  const { tables, code } = await readRawStarts(source, header);
  const checked = tables.map((table) => withoutNonsense(table, code));
  const useful = checked.filter(({ entries }) => entries.length > 0);
  const sorted = useful.flatMap(({ entries }) => entries).sort((a, b) => compare(a.address, b.address));
  const fault = joinFaults(checked.map((table) => table.fault));
  return {
    tables: useful.map(({ table }) => table),
    starts: joined(sorted, code).slice(0, MAX_ENTRIES).map(published),
    ...(fault !== '' && { fault }),
  };
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

/** The table's entries in the code; none of one whose entries make no sense for the most part. */
function withoutNonsense(raw: RawTable, code: CodeRanges): RawTable {
  const entries = raw.entries.filter((entry) => code.room(entry.address) > 0n);
  const sorted = entries.toSorted((a, b) => compare(a.address, b.address));
  const distinct = joined(sorted, code);
  const sizes = new Map(sorted.map(({ address: at, size = 0n }) => [at, size]));
  const cut = distinct.filter((start) => (start.size ?? 0n) < (sizes.get(start.address) ?? 0n)).length;
  const misplaced = raw.entries.length - entries.length + cut;
  if (misplaced * 2 <= raw.entries.length) return { ...raw, entries: distinct };
  const reason = `${misplaced} of ${raw.entries.length} entries of ${raw.table} lie outside of the code or in one another.`;
  return { table: raw.table, entries: [], fault: joinFaults([raw.fault, reason]) };
}

/** Joins what is said twice, cuts a function off where the next begins or the code ends. */
function joined(sorted: readonly RawStart[], code: CodeRanges): readonly RawStart[] {
  const distinct = withoutRepeats(sorted);
  return distinct.map((start, index) => {
    if (start.size === undefined) return start;
    const gap = (distinct[index + 1]?.address ?? ADDRESS_END) - start.address;
    const room = smaller(smaller(code.room(start.address), gap), LONGEST_FUNCTION);
    return start.size > room ? { ...start, size: room } : start;
  });
}

/** Of those at one address the longest, with whatever name there is. */
function withoutRepeats(sorted: readonly RawStart[]): readonly RawStart[] {
  const distinct: RawStart[] = [];
  for (const start of sorted) {
    const last = distinct.at(-1);
    if (last?.address !== start.address) distinct.push(start);
    else
      distinct[distinct.length - 1] =
        (start.size ?? 0n) > (last.size ?? 0n) ? { ...last, ...start } : { ...start, ...last };
  }
  return distinct;
}

function published({ address: at, size, name }: RawStart): FunctionStart {
  return {
    address: address(at),
    ...(size !== undefined && { size: Number(size) }),
    ...(name !== undefined && { name }),
  };
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function joinFaults(faults: readonly (string | undefined)[]): string {
  return faults.filter((fault) => fault !== undefined).join(' ');
}
