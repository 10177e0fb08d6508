import type { CodeRanges } from '#domain/bytes/code-ranges';
import { compare, lastStartingBy } from '#domain/bytes/memory-map';
import type { OpenedExecutable } from '#domain/executables/open-executable';
import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import { readElfStarts } from './elf-function-starts';
import { readMachoStarts } from './macho-function-starts';
import { readPeStarts } from './pe-function-starts';
import type { RawReach, RawStart, RawStarts, RawTable, StartTable } from './start-table';
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

/** A function that no table names, but something leads to. */
export interface ReachedStart extends Pick<RawReach, 'by' | 'mode'> {
  readonly address: Address;
}

export interface FunctionStarts {
  /** Those that gave a start, the most exact one first. */
  readonly tables: readonly StartTable[];
  /** Sorted, each once, each in executable memory; no function reaches into the next. At most 500,000. */
  readonly starts: readonly FunctionStart[];
  /** Sorted, each once, each in executable memory and in none of `starts`. At most 500,000. */
  readonly reached: readonly ReachedStart[];
  /** Where there is code; absent where nothing was read. */
  readonly code?: CodeRanges;
  /** Why a table was dropped, or what of it was. */
  readonly fault?: string;
}

/**
 * The functions that the file's own tables name, at the addresses that radare2 shows by default: its base 0 for a
 * position-independent ELF file, the preferred image base of a PE file, the chosen image of a universal file.
 * A damaged table is dropped with its reason, never an exception. @throws what the source throws.
 */
export async function readFunctionStarts(file: OpenedExecutable): Promise<FunctionStarts> {
  const { tables, code, reached = [] } = await readRawStarts(file);
  const checked = tables.map((table) => withoutNonsense(table, code));
  const useful = checked.filter(({ entries }) => entries.length > 0);
  const fault = joinFaults(checked.map((table) => table.fault));
  const starts = united(useful, code);
  return {
    tables: useful.map(({ table }) => table),
    starts: starts.slice(0, MAX_ENTRIES).map(published),
    reached: outside(starts, reached, code).slice(0, MAX_ENTRIES),
    code,
    ...(fault !== '' && { fault }),
  };
}

function readRawStarts(file: OpenedExecutable): Promise<RawStarts> {
  switch (file.format) {
    case 'elf':
      return readElfStarts(file);
    case 'pe':
      return readPeStarts(file);
    case 'macho':
      return readMachoStarts(file);
  }
}

/** The table's entries in the code; none of one whose entries make no sense for the most part. */
function withoutNonsense(raw: RawTable, code: CodeRanges): RawTable {
  const entries = raw.entries.filter((entry) => code.room(entry.address) > 0n);
  const distinct = withoutRepeats(entries.sort((a, b) => compare(a.address, b.address)));
  const starts = distinct.map((start, index) => withinBounds(start, distinct[index + 1], code));
  const cut = starts.filter((start, index) => start !== distinct[index]).length;
  const misplaced = raw.entries.length - entries.length + cut;
  if (misplaced * 2 <= raw.entries.length) return { ...raw, entries: starts };
  const reason = `${misplaced} of ${raw.entries.length} entries of ${raw.table} lie outside of the code or in one another.`;
  return { table: raw.table, entries: [], fault: joinFaults([raw.fault, reason]) };
}

/** Of several tables, what is said twice once. */
function united(tables: readonly RawTable[], code: CodeRanges): readonly RawStart[] {
  const [only, ...others] = tables;
  if (only === undefined || others.length === 0) return only?.entries ?? [];
  const distinct = withoutRepeats(
    tables.flatMap(({ entries }) => entries).sort((a, b) => compare(a.address, b.address)),
  );
  return distinct.map((start, index) => withinBounds(start, distinct[index + 1], code));
}

/** Cut off where the next one begins or the code ends; itself where it reaches no further. */
function withinBounds(start: RawStart, next: RawStart | undefined, code: CodeRanges): RawStart {
  if (start.size === undefined) return start;
  const gap = (next?.address ?? ADDRESS_END) - start.address;
  const room = smaller(smaller(code.room(start.address), gap), LONGEST_FUNCTION);
  return start.size > room ? { ...start, size: room } : start;
}

/** Of those at one address the longest, with whatever name there is. */
function withoutRepeats(sorted: readonly RawStart[]): readonly RawStart[] {
  const distinct: RawStart[] = [];
  for (const start of sorted) {
    const last = distinct.at(-1);
    if (last?.address !== start.address) distinct.push(start);
    else if (!saysAllOf(last, start))
      distinct[distinct.length - 1] =
        (start.size ?? 0n) > (last.size ?? 0n) ? { ...last, ...start } : { ...start, ...last };
  }
  return distinct;
}

/** Whether the other, at the same address, adds nothing. */
function saysAllOf(one: RawStart, other: RawStart): boolean {
  const isSized = other.size === undefined || (one.size !== undefined && one.size >= other.size);
  return isSized && (other.name === undefined || one.name !== undefined);
}

function published({ address: at, size, name }: RawStart): FunctionStart {
  return {
    address: address(at),
    ...(size !== undefined && { size: Number(size) }),
    ...(name !== undefined && { name }),
  };
}

/** What is reached in the midst of a function is a label of its own. */
function outside(starts: readonly RawStart[], reached: readonly RawReach[], code: CodeRanges): readonly ReachedStart[] {
  const distinct = new Map<bigint, RawReach>();
  for (const each of reached) {
    const before = lastStartingBy(starts, each.address);
    const isKnown = before !== undefined && each.address < before.address + (before.size ?? 1n);
    if (!isKnown && code.room(each.address) > 0n && !distinct.has(each.address)) distinct.set(each.address, each);
  }
  const sorted = [...distinct.values()].sort((a, b) => compare(a.address, b.address));
  return sorted.map((each) => ({ ...each, address: address(each.address) }));
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function joinFaults(faults: readonly (string | undefined)[]): string {
  return faults.filter((fault) => fault !== undefined).join(' ');
}
