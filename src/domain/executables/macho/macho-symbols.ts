import type { ByteSource } from '#domain/bytes/byte-source';
import type { ByteView } from '#domain/bytes/byte-view';
import { NameTable } from '#domain/bytes/name-table';
import { MAX_SYMBOLS, readTable } from '#domain/bytes/read-table';
import type { LoadCommand, MachoImage } from './macho-image';

const LC_SYMTAB = 0x02;
const LC_DYSYMTAB = 0x0b;
const N_STAB = 0xe0;
const N_PRIVATE = 0x10;
const N_EXTERNAL = 0x01;
const S_SYMBOL_STUBS = 8;
const SYMBOL_SIZE = { 32: 12, 64: 16 } as const;

export const N_TYPE = { undefined: 0x00, absolute: 0x02, section: 0x0e, indirect: 0x0a, prebound: 0x0c } as const;

export interface MachoSymbol {
  readonly name: string;
  /** One of `N_TYPE`. */
  readonly type: number;
  readonly isExternal: boolean;
  readonly isPrivate: boolean;
  /** From 1 on, in the order of the segments; 0 for none. */
  readonly section: number;
  /** Of an import, the number of its library in the upper byte. */
  readonly description: number;
  readonly value: bigint;
  /** Its place in the table. */
  readonly index: number;
}

/** All but those for debuggers. Source: mach-o/nlist.h. */
export async function readMachoSymbols(source: ByteSource, image: MachoImage): Promise<readonly MachoSymbol[]> {
  const { fields, commands } = image;
  const command = find(commands, LC_SYMTAB);
  if (command === undefined) return [];
  const wide = fields.bits === 64;
  const names = await NameTable.read(source, command.u32(16), command.u32(20));
  const place = { offset: command.u32(8), entrySize: SYMBOL_SIZE[fields.bits], count: command.u32(12) };
  return readTable(source, place, fields.littleEndian, (view, at, index) => {
    const type = view.u8(at + 4);
    if ((type & N_STAB) !== 0) return undefined;
    const name = names.at(view.u32(at));
    if (name === '') return undefined;
    return {
      name,
      type: type & 0x0e,
      isExternal: (type & N_EXTERNAL) !== 0,
      isPrivate: (type & N_PRIVATE) !== 0,
      section: view.u8(at + 5),
      description: view.u16(at + 6),
      value: wide ? view.u64(at + 8) : BigInt(view.u32(at + 8)),
      index,
    };
  });
}

/** By index in the symbol table, where the stub is that calls of the function go to. */
export async function readMachoStubs(source: ByteSource, image: MachoImage): Promise<ReadonlyMap<number, bigint>> {
  const stubs = new Map<number, bigint>();
  const command = find(image.commands, LC_DYSYMTAB);
  if (command === undefined) return stubs;
  const place = { offset: command.u32(56), entrySize: 4, count: command.u32(60) };
  const indirect = await readTable(source, place, image.fields.littleEndian, (view, at) => view.u32(at));
  let allowance = MAX_SYMBOLS;
  for (const section of image.segments.flatMap(({ sections }) => sections)) {
    if ((section.flags & 0xff) !== S_SYMBOL_STUBS || section.stubSize === 0) continue;
    const room = Math.min(indirect.length - section.firstIndirect, allowance);
    const count = Math.floor(Math.min(Number(section.size) / section.stubSize, room));
    allowance -= Math.max(count, 0);
    for (let index = 0; index < count; index++) {
      const symbol = indirect[section.firstIndirect + index];
      const address = section.address + BigInt(index * section.stubSize);
      if (symbol !== undefined && !stubs.has(symbol)) stubs.set(symbol, BigInt.asUintN(64, address));
    }
  }
  return stubs;
}

function find(commands: readonly LoadCommand[], wanted: number): ByteView | undefined {
  return commands.find(({ type }) => type === wanted)?.view;
}
