import type { ByteView } from '#domain/bytes/byte-view';
import { NameTable } from '#domain/bytes/name-table';
import { MAX_SYMBOLS, readTable } from '#domain/bytes/read-table';
import { LC, N_FLAG, N_TYPE, SECTION_TYPE } from './macho-constants';
import type { MachoFile } from './macho-file';
import type { LoadCommand } from './macho-image';

const SYMBOL_SIZE = { 32: 12, 64: 16 } as const;

/** The entry that is visited; another one with the next visit. */
export interface MachoSymbolEntry {
  /** Of its name, in the table of names. */
  readonly nameAt: number;
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

export interface MachoSymbol extends Omit<MachoSymbolEntry, 'nameAt'> {
  readonly name: string;
}

/** All but those for debuggers, of the first 250,000. @throws what the source throws. */
export async function eachMachoSymbol(
  { source, image }: MachoFile,
  visit: (symbol: MachoSymbolEntry, names: NameTable) => void,
): Promise<void> {
  const { fields, commands } = image;
  const command = find(commands, LC.symtab);
  if (command === undefined) return;
  const names = await NameTable.read(source, command.u32(16), command.u32(20));
  const place = { offset: command.u32(8), entrySize: SYMBOL_SIZE[fields.bits], count: command.u32(12) };
  const entry = new SymbolCursor(fields.bits === 64);
  await readTable(source, place, fields.littleEndian, (view, at, index) => {
    entry.moveTo(view, at, index);
    if (!entry.isForDebuggers) visit(entry, names);
    return undefined;
  });
}

/** Those that have a name. @throws what the source throws. */
export async function readMachoSymbols(file: MachoFile): Promise<readonly MachoSymbol[]> {
  const symbols: MachoSymbol[] = [];
  await eachMachoSymbol(file, (entry, names) => {
    const name = names.at(entry.nameAt);
    if (name === '') return;
    const { type, isExternal, isPrivate, section, description, value, index } = entry;
    symbols.push({ name, type, isExternal, isPrivate, section, description, value, index });
  });
  return symbols;
}

/** By index in the symbol table, where the stub is that calls of the function go to. */
export async function readMachoStubs({ source, image }: MachoFile): Promise<ReadonlyMap<number, bigint>> {
  const stubs = new Map<number, bigint>();
  const command = find(image.commands, LC.dysymtab);
  if (command === undefined) return stubs;
  const place = { offset: command.u32(56), entrySize: 4, count: command.u32(60) };
  const indirect = await readTable(source, place, image.fields.littleEndian, (view, at) => view.u32(at));
  let allowance = MAX_SYMBOLS;
  for (const section of image.segments.flatMap(({ sections }) => sections)) {
    if ((section.flags & 0xff) !== SECTION_TYPE.symbolStubs || section.stubSize === 0) continue;
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

class SymbolCursor implements MachoSymbolEntry {
  private view!: ByteView;
  private at = 0;
  index = 0;

  constructor(private readonly isWide: boolean) {}

  moveTo(view: ByteView, at: number, index: number): void {
    this.view = view;
    this.at = at;
    this.index = index;
  }

  get nameAt(): number {
    return this.view.u32(this.at);
  }

  get isForDebuggers(): boolean {
    return (this.flags & N_FLAG.stab) !== 0;
  }

  get type(): number {
    return this.flags & N_TYPE.mask;
  }

  get isExternal(): boolean {
    return (this.flags & N_FLAG.external) !== 0;
  }

  get isPrivate(): boolean {
    return (this.flags & N_FLAG.private) !== 0;
  }

  get section(): number {
    return this.view.u8(this.at + 5);
  }

  get description(): number {
    return this.view.u16(this.at + 6);
  }

  get value(): bigint {
    return this.isWide ? this.view.u64(this.at + 8) : BigInt(this.view.u32(this.at + 8));
  }

  private get flags(): number {
    return this.view.u8(this.at + 4);
  }
}
