import { ByteWriter } from './byte-writer';

/** Cells of a row: a number has two bytes, a pair says value and bytes, a text is a name. */
type Cell = number | readonly [value: number, bytes: number] | string;

export interface CliRecipe {
  /** By number of the table, in ascending order. */
  readonly tables: Readonly<Record<number, readonly (readonly Cell[])[]>>;
  readonly blobs?: readonly number[];
  /** Of the CLI header: 1 for IL alone. */
  readonly flags?: number;
  /** By offset in the section. */
  readonly bodies?: Readonly<Record<number, readonly number[]>>;
}

const METADATA = 0x200;

/** The content of a section at `rva`: a CLI header of 72 bytes, bodies up to 0x200, then the metadata. Source: ECMA-335, II.24 and II.25. */
export function cliBytes(rva: number, { tables, blobs = [], flags = 1, bodies = {} }: CliRecipe): Uint8Array {
  const strings: number[] = [0];
  const nameAt = (name: string): number => {
    if (name === '') return 0;
    return strings.push(...Buffer.from(`${name}\0`)) - name.length - 1;
  };
  const rows: number[] = [];
  const put = (value: number, bytes: number): void => {
    for (let at = 0; at < bytes; at++) rows.push(Math.floor(value / 256 ** at) % 256);
  };
  const numbers = Object.keys(tables).map(Number);
  for (const table of numbers) put(tables[table]!.length, 4);
  for (const cell of Object.values<readonly (readonly Cell[])[]>(tables)
    .flat()
    .flatMap((row) => [...row])) {
    if (typeof cell === 'object') put(...cell);
    else put(typeof cell === 'string' ? nameAt(cell) : cell, 2);
  }
  const out = new ByteWriter(new Uint8Array(0x1000), true);
  out.u32(0, 72).u32(8, rva + METADATA, 0x800, flags);
  for (const [at, body] of Object.entries(bodies)) out.u8(Number(at), ...body);
  out
    .text(METADATA, 'BSJB')
    .u32(METADATA + 12, 12)
    .text(METADATA + 16, 'v4.0.30319')
    .u16(METADATA + 30, 3);
  const streams = [
    ['#~', 0x100],
    ['#Strings', 0x300],
    ['#Blob', 0x700],
  ] as const;
  let at = METADATA + 32;
  for (const [name, offset] of streams) {
    out.u32(at, offset, 0x400).text(at + 8, name);
    at += 8 + Math.ceil((name.length + 1) / 4) * 4;
  }
  const valid = numbers.reduce((bits, table) => bits | (1n << BigInt(table)), 0n);
  out.u8(METADATA + 0x104, 2).u64(METADATA + 0x108, valid);
  out.u8(METADATA + 0x118, ...rows);
  out.u8(METADATA + 0x300, ...strings).u8(METADATA + 0x700, ...blobs);
  return out.bytes;
}

export const DEMO_RVA = 0x2000;
/** A small body of IL, and one with a header of twelve bytes. */
const TINY = [0x0a, 0x17, 0x2a];
const FAT = [0x13, 0x30, 8, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x2a];

/** Of a program in C#; `monodis --method`, `--memberref` and `--implmap` show the same of one that a compiler has made. */
export const DEMO = {
  tables: {
    0x00: [[0, 'demo.exe', 1, 0, 0]],
    0x01: [
      [(1 << 2) | 2, 'Console', 'System'],
      [(1 << 2) | 2, 'List`1', 'System.Collections.Generic'],
      [(2 << 2) | 3, 'Enumerator', ''],
    ],
    0x02: [
      [[0, 4], '<Module>', '', 0, 1, 1],
      [[1, 4], 'Tool', 'Demo.Core', 0, 1, 1],
      [[2, 4], 'Inner', '', 0, 1, 4],
    ],
    0x06: [
      [[DEMO_RVA + 0x80, 4], 0, 0, 'Run', 0, 1],
      [[0, 4], 0, 0, 'Spawn', 0, 1],
      [[DEMO_RVA + 0x90, 4], 0, 0, '.ctor', 0, 1],
      [[DEMO_RVA + 0x80, 4], 0, 0, 'Twice', 0, 1],
    ],
    0x0a: [
      [(1 << 3) | 1, 'WriteLine', 0],
      [(1 << 3) | 1, 'WriteLine', 0],
      [(1 << 3) | 4, 'get_Item', 0],
      [(3 << 3) | 1, 'MoveNext', 0],
      [(2 << 3) | 0, 'Own', 0],
    ],
    0x1a: [['kernel32.dll']],
    0x1b: [[1]],
    0x1c: [[0x100, (2 << 1) | 1, 'CreateProcessW', 1]],
    0x23: [[4, 0, 0, 0, [0, 4], 0, 'mscorlib', '', 0]],
    0x29: [[3, 2]],
  },
  /** At 1: GENERICINST CLASS TypeRef 2 of int32. */
  blobs: [0, 5, 0x15, 0x12, (2 << 2) | 1, 1, 8],
  bodies: { 0x80: TINY, 0x90: FAT },
} as const satisfies CliRecipe;
