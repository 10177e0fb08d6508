import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import type { CodeRanges } from '#domain/bytes/code-ranges';
import { readScatteredTexts, readScatteredWords } from '#domain/bytes/scattered-words';
import type { Bits } from '#domain/shared/executable-header';
import type { TableReading } from './eh-frame';
import type { RawStart } from './start-table';
import { MAX_ENTRIES } from './start-table';

/** Where a table may be, and what it must fit. */
export interface GoTablePlace {
  /** Bytes from the source's start. */
  readonly offset: number;
  /** Bytes; the table ends there at the latest. */
  readonly room: number;
}

export interface GoProgram {
  readonly bits: Bits;
  readonly littleEndian: boolean;
  readonly code: CodeRanges;
  /** Where Go's code begins when the table does not say: it is for the loader to fill in, or no longer there. */
  readonly textStart: bigint | undefined;
}

/** Magic number by release: 1.2, 1.16, 1.18, 1.20. */
export const GO_TABLE_MAGICS = [0xffff_fffb, 0xffff_fffa, 0xffff_fff0, 0xffff_fff1] as const;
type Magic = (typeof GO_TABLE_MAGICS)[number];

/** Words behind the first eight bytes, counted in pointers; `field` in bytes, 0 for a pointer. */
interface Layout {
  readonly textStart?: number;
  /** Absent where offsets count from the table's start and the list of functions follows its length. */
  readonly names?: number;
  readonly functions?: number;
  /** Of an address in the list of functions and in a function's description. */
  readonly field: 0 | 4;
}

const GO_1_2: Layout = { field: 0 };
const GO_1_16: Layout = { names: 2, functions: 6, field: 0 };
const GO_1_18: Layout = { textStart: 2, names: 3, functions: 7, field: 4 };
const LAYOUTS: Readonly<Record<Magic, Layout>> = {
  0xffff_fffb: GO_1_2,
  0xffff_fffa: GO_1_16,
  0xffff_fff0: GO_1_18,
  0xffff_fff1: GO_1_18,
};

const PREFIX = 8;
const LONGEST_HEADER = PREFIX + 8 * 8;
const LONGEST_NAME = 512;
/** Bytes. The largest programs have some ten million. */
const MOST_NAMES = 32 << 20;

interface Header {
  readonly layout: Layout;
  readonly pointer: 4 | 8;
  readonly count: number;
  readonly textStart: bigint;
  /** Offsets from the table's start. */
  readonly names: number;
  readonly list: number;
  readonly descriptions: number;
}

/** Whether a table of Go's may begin with these bytes: magic number, two zeros, quantum, size of a pointer. */
export function beginsGoTable(view: ByteView, at: number): boolean {
  return (
    view.covers(at, PREFIX) &&
    isMagic(view.u32(at)) &&
    view.u16(at + 4) === 0 &&
    [1, 2, 4].includes(view.u8(at + 6)) &&
    [4, 8].includes(view.u8(at + 7))
  );
}

/**
 * The functions in .gopclntab, which Go's own tracebacks need, with name and size; padding up to the next one counts to it.
 * Source: Go's debug/gosym and internal/abi. One that is damaged gives no entries but a reason.
 */
export async function readGoTable(source: ByteSource, place: GoTablePlace, program: GoProgram): Promise<TableReading> {
  const header = await readHeader(source, place, program);
  if (typeof header === 'string') return { entries: [], fault: header };
  const { layout, pointer, list } = header;
  const field = layout.field === 0 ? pointer : layout.field;
  const count = Math.min(header.count, MAX_ENTRIES);
  const bytes = await readWithin(source, place.offset + list, (2 * count + 1) * field);
  const view = new ByteView(bytes, program.littleEndian);
  const word = (index: number): bigint => (field === 8 ? view.u64(index * 8) : BigInt(view.u32(index * 4)));

  const starts = Array.from({ length: count + 1 }, (_, index) => word(2 * index));
  const disorder = starts.findIndex((start, index) => index > 0 && start < (starts[index - 1] ?? 0n));
  if (disorder !== -1) return { entries: [], fault: `The table of .gopclntab is not sorted at entry ${disorder}.` };
  const base = baseOf(header, program, starts[0] ?? 0n, starts[count - 1] ?? 0n);
  const described = Array.from({ length: count }, (_, index) => Number(word(2 * index + 1)));
  const names = await readNames(source, place, header, described, program.littleEndian);
  return { entries: described.map((at, index) => entry(starts, index, base, names(at))) };
}

function entry(starts: readonly bigint[], index: number, base: bigint, name: string | undefined): RawStart {
  const start = starts[index] ?? 0n;
  const size = (starts[index + 1] ?? start) - start;
  return { address: BigInt.asUintN(64, base + start), size, ...(name !== undefined && name !== '' && { name }) };
}

/** A text says what is wrong. */
async function readHeader(
  source: ByteSource,
  { offset, room }: GoTablePlace,
  { bits, littleEndian }: GoProgram,
): Promise<Header | string> {
  const view = new ByteView(await readWithin(source, offset, Math.min(room, LONGEST_HEADER)), littleEndian);
  const magic = view.u32(0);
  if (!isMagic(magic) || !beginsGoTable(view, 0)) return '.gopclntab does not begin as Go writes it.';
  const pointer = view.u8(7) === 8 ? 8 : 4;
  if (pointer * 8 !== bits) return `.gopclntab has pointers of ${pointer} bytes in a program of ${bits} bits.`;
  const layout = LAYOUTS[magic];
  const word = (index: number): bigint =>
    pointer === 8 ? view.u64(PREFIX + index * 8) : BigInt(view.u32(PREFIX + index * 4));
  const { names, functions } = layout;
  const descriptions = functions === undefined ? 0 : Number(word(functions));
  const list = functions === undefined ? PREFIX + pointer : descriptions;
  const field = layout.field === 0 ? pointer : layout.field;
  const count = Number(word(0));
  if (list >= room || (2 * count + 1) * field > room - list) {
    return `.gopclntab lists ${count} functions, more than it can hold.`;
  }
  return {
    layout,
    pointer,
    count,
    textStart: layout.textStart === undefined ? 0n : word(layout.textStart),
    names: names === undefined ? 0 : Number(word(names)),
    list,
    descriptions,
  };
}

/** What addresses count from: since 1.18 the start of the code, which position-independent programs leave to the loader. */
function baseOf({ layout, textStart }: Header, program: GoProgram, first: bigint, last: bigint): bigint {
  if (layout.textStart === undefined) return 0n;
  const fits = (base: bigint): boolean => program.code.room(base + first) > 0n && program.code.room(base + last) > 0n;
  return fits(textStart) ? textStart : (program.textStart ?? textStart);
}

/** By the place of a function's description; what lies outside of the table has none. */
async function readNames(
  source: ByteSource,
  { offset, room }: GoTablePlace,
  { layout, pointer, names, descriptions }: Header,
  described: readonly number[],
  littleEndian: boolean,
): Promise<(description: number) => string | undefined> {
  const skipped = layout.field === 0 ? pointer : layout.field;
  const field = (at: number): number => offset + descriptions + at + skipped;
  const inside = described.filter((at) => descriptions + at + skipped + 4 <= room);
  const words = await readScatteredWords(source, inside.map(field), littleEndian);
  const place = (word: number): number => offset + names + word;
  const places = [...words.values()].filter((word) => names + word < room).map(place);
  const texts = await readScatteredTexts(source, places, { longest: LONGEST_NAME, most: MOST_NAMES });
  return (at) => {
    const word = words.get(field(at));
    return word === undefined ? undefined : texts.get(place(word));
  };
}

function isMagic(value: number): value is Magic {
  return GO_TABLE_MAGICS.some((magic) => magic === value);
}
