import type { ByteView } from '#domain/bytes/byte-view';

/** Numbers of metadata tables, those that are read. */
export const CLI_TABLE = {
  typeRef: 0x01,
  typeDef: 0x02,
  methodDef: 0x06,
  memberRef: 0x0a,
  moduleRef: 0x1a,
  typeSpec: 0x1b,
  implMap: 0x1c,
  assemblyRef: 0x23,
  nestedClass: 0x29,
} as const;

/** 2, 4: bytes; `s`, `g`, `b`: an index into strings, GUIDs, blobs; a number in a list: one of a table, or of one of several. */
type Column = 2 | 4 | 's' | 'g' | 'b' | readonly [table: number] | Coded;
interface Coded {
  /** Of the value, for which of the tables it is. */
  readonly tagBits: number;
  readonly tables: readonly number[];
}

const coded = (tagBits: number, ...tables: readonly number[]): Coded => ({ tagBits, tables });
const TYPE = coded(2, 0x02, 0x01, 0x1b);
const CONSTANT_OF = coded(2, 0x04, 0x08, 0x17);
const ATTRIBUTED = coded(
  5,
  ...[0x06, 0x04, 0x01, 0x02, 0x08, 0x09, 0x0a, 0x00, 0x0e, 0x17, 0x14, 0x11, 0x1a, 0x1b, 0x20, 0x23, 0x26, 0x27, 0x28],
  ...[0x2a, 0x2c, 0x2b],
);
const METHOD = coded(1, 0x06, 0x0a);
const IMPLEMENTED_BY = coded(2, 0x26, 0x23, 0x27);
const MEMBER_OF = coded(3, 0x02, 0x01, 0x1a, 0x06, 0x1b);
const SCOPE = coded(2, 0x00, 0x1a, 0x23, 0x01);

/** By table, up to the last that is read. Source: ECMA-335, 6th edition, II.22 and II.24.2.6. */
const COLUMNS: readonly (readonly Column[])[] = [
  [2, 's', 'g', 'g', 'g'],
  [SCOPE, 's', 's'],
  [4, 's', 's', TYPE, [0x04], [0x06]],
  [[0x04]],
  [2, 's', 'b'],
  [[0x06]],
  [4, 2, 2, 's', 'b', [0x08]],
  [[0x08]],
  [2, 2, 's'],
  [[0x02], TYPE],
  [MEMBER_OF, 's', 'b'],
  [2, CONSTANT_OF, 'b'],
  [ATTRIBUTED, coded(3, 0x06, 0x0a), 'b'],
  [coded(1, 0x04, 0x08), 'b'],
  [2, coded(2, 0x02, 0x06, 0x20), 'b'],
  [2, 4, [0x02]],
  [4, [0x04]],
  ['b'],
  [[0x02], [0x14]],
  [[0x14]],
  [2, 's', TYPE],
  [[0x02], [0x17]],
  [[0x17]],
  [2, 's', 'b'],
  [2, [0x06], coded(1, 0x14, 0x17)],
  [[0x02], METHOD, METHOD],
  ['s'],
  ['b'],
  [2, coded(1, 0x04, 0x06), 's', [0x1a]],
  [4, [0x04]],
  [4, 4],
  [4],
  [4, 2, 2, 2, 2, 4, 'b', 's', 's'],
  [4],
  [4, 4, 4],
  [2, 2, 2, 2, 4, 'b', 's', 's', 'b'],
  [4, [0x23]],
  [4, 4, 4, [0x23]],
  [4, 's', 'b'],
  [4, 4, 's', 's', IMPLEMENTED_BY],
  [4, 4, 's', IMPLEMENTED_BY],
  [[0x02], [0x02]],
];

const TABLES = 64;
const HEADER_SIZE = 24;
/** Of the heap sizes: indexes of strings, GUIDs and blobs have four bytes; four bytes of data follow the row counts. */
const HEAP_FLAG = { s: 1, g: 2, b: 4, extra: 0x40 } as const;

/** A row of another table, counted from 1; 0 is none. */
export interface CliReference {
  readonly table: number;
  readonly row: number;
}

/** Where a table of the stream lies, and how its rows are cut. */
interface Placed {
  readonly start: number;
  readonly rows: number;
  readonly rowSize: number;
  readonly offsets: readonly number[];
  readonly widths: readonly number[];
}

/** The tables of .NET metadata (`#~`). Total: what is outside reads as 0. */
export class CliTables {
  private readonly placed: readonly Placed[];

  constructor(private readonly view: ByteView) {
    const counts = new Array<number>(TABLES).fill(0);
    let at = HEADER_SIZE;
    for (let table = 0; table < TABLES; table++) {
      if ((view.u64(8) >> BigInt(table)) % 2n === 0n) continue;
      counts[table] = view.u32(at);
      at += 4;
    }
    const heaps = view.u8(6);
    if ((heaps & HEAP_FLAG.extra) !== 0) at += 4;
    this.placed = COLUMNS.map((columns, table) => {
      const widths = columns.map((column) => widthOf(column, heaps, counts));
      const offsets = widths.map((_, index) => widths.slice(0, index).reduce((sum, width) => sum + width, 0));
      const rowSize = widths.reduce((sum, width) => sum + width, 0);
      const start = at;
      at += rowSize * (counts[table] ?? 0);
      const rows = Math.min(counts[table] ?? 0, Math.max(Math.floor((view.length - start) / rowSize), 0));
      return { start, rows, rowSize, offsets, widths };
    });
  }

  /** Rows of a table that are there. */
  rows(table: number): number {
    return this.placed[table]?.rows ?? 0;
  }

  /** @param row from 1 on */
  cell(table: number, row: number, column: number): number {
    const placed = this.placed[table];
    if (placed === undefined || row < 1 || row > placed.rows) return 0;
    const at = placed.start + (row - 1) * placed.rowSize + (placed.offsets[column] ?? 0);
    return placed.widths[column] === 2 ? this.view.u16(at) : this.view.u32(at);
  }

  /** A cell that leads to one of several tables. */
  reference(table: number, row: number, column: number): CliReference | undefined {
    const kind = COLUMNS[table]?.[column];
    return kind !== undefined && isCoded(kind) ? decode(kind, this.cell(table, row, column)) : undefined;
  }
}

/** As signatures have it, for a type. */
export function typeReference(value: number): CliReference | undefined {
  return decode(TYPE, value);
}

function decode({ tagBits, tables }: Coded, value: number): CliReference | undefined {
  const table = tables[value % 2 ** tagBits];
  const row = Math.floor(value / 2 ** tagBits);
  return table === undefined || row === 0 ? undefined : { table, row };
}

function isCoded(column: Column): column is Coded {
  return typeof column === 'object' && 'tagBits' in column;
}

function widthOf(column: Column, heaps: number, counts: readonly number[]): number {
  if (typeof column === 'number') return column;
  if (typeof column === 'string') return (heaps & HEAP_FLAG[column]) === 0 ? 2 : 4;
  const [tagBits, tables] = isCoded(column) ? [column.tagBits, column.tables] : [0, column];
  return Math.max(...tables.map((table) => counts[table] ?? 0)) < 2 ** (16 - tagBits) ? 2 : 4;
}
