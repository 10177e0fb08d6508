import type { ByteView } from '#domain/bytes/byte-view';
import type { NameTable } from '#domain/bytes/name-table';
import { MAX_SYMBOLS, readTable } from '#domain/bytes/read-table';
import { LC, N_FLAG, N_TYPE, SECTION_TYPE } from './macho-constants';
import type { MachoFile } from './macho-file';
import type { LoadCommand } from './macho-image';
import { namesOf, symbolGroups, symbolPlaces } from './macho-symbol-groups';

/** Entries of a group that are looked at: those for debuggers, of which there are most, are in one group with the rest. */
const MAX_SCANNED = 4_000_000;
const NO_NAME = 2 ** 32;

/** The entry that is visited; another one with the next visit. */
export interface MachoSymbolEntry {
  /** Of its name, in the names that it comes with. */
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

/** What of a symbol table was visited. */
export interface SymbolReading {
  readonly visited: number;
  /** Of the table's entries. */
  readonly total: number;
  readonly isWhole: boolean;
}

/**
 * All but those for debuggers: what others see first, then what is taken from others, then the rest, of each group no more than
 * 250,000. @throws what the source throws.
 */
export async function eachMachoSymbol(
  { source, image }: MachoFile,
  visit: (symbol: MachoSymbolEntry, names: NameTable) => void,
): Promise<SymbolReading> {
  const places = symbolPlaces(image);
  if (places === undefined) return { visited: 0, total: 0, isWhole: true };
  const { littleEndian, bits } = image.fields;
  const entry = new SymbolCursor(bits === 64);
  let [visited, isWhole] = [0, true];
  const room = Math.floor(Math.max(source.size - places.offset, 0) / places.entrySize);
  for (const group of symbolGroups(image, Math.min(places.count, room))) {
    const end = group.first + group.count;
    let allowance = MAX_SYMBOLS;
    for (let first = group.first; first < end; first += MAX_SYMBOLS) {
      if (allowance <= 0 || first >= group.first + MAX_SCANNED) {
        isWhole = false;
        break;
      }
      const part = { first, count: Math.min(end - first, MAX_SYMBOLS) };
      const { names, start } = await namesOf(source, places, part, littleEndian);
      const place = { ...places, offset: places.offset + first * places.entrySize, count: part.count };
      await readTable(source, place, littleEndian, (view, at, index) => {
        entry.moveTo(view, at, first + index, start);
        if (entry.isForDebuggers) return undefined;
        if (allowance > 0) visit(entry, names);
        else isWhole = false;
        visited += allowance > 0 ? 1 : 0;
        allowance--;
        return undefined;
      });
    }
  }
  return { visited, total: places.count, isWhole };
}

export interface MachoSymbols extends SymbolReading {
  /** Those that have a name. */
  readonly symbols: readonly MachoSymbol[];
}

/** @throws what the source throws. */
export async function readMachoSymbols(file: MachoFile): Promise<MachoSymbols> {
  const symbols: MachoSymbol[] = [];
  const reading = await eachMachoSymbol(file, (entry, names) => {
    const name = names.at(entry.nameAt);
    if (name === '') return;
    const { type, isExternal, isPrivate, section, description, value, index } = entry;
    symbols.push({ name, type, isExternal, isPrivate, section, description, value, index });
  });
  return { ...reading, symbols };
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
  private namesStart = 0;
  index = 0;

  constructor(private readonly isWide: boolean) {}

  /** @param namesStart which of the file's names the given ones begin with */
  moveTo(view: ByteView, at: number, index: number, namesStart: number): void {
    this.view = view;
    this.at = at;
    this.index = index;
    this.namesStart = namesStart;
  }

  /** Beyond all names where it has none, or one that was not read. */
  get nameAt(): number {
    const name = this.view.u32(this.at);
    return name < this.namesStart || name === 0 ? NO_NAME : name - this.namesStart;
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
