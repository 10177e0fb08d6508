import type { ByteSource } from '#domain/bytes/byte-source';
import { NAME_LIMIT, NameTable } from '#domain/bytes/name-table';
import { readTable } from '#domain/bytes/read-table';
import { LC } from './macho-constants';
import type { MachoImage } from './macho-image';

const SYMBOL_SIZE = { 32: 12, 64: 16 } as const;
/** Bytes of names that are read at once. */
const MAX_NAMES = 32 << 20;

/** Entries of the symbol table that follow each other. */
export interface SymbolGroup {
  readonly first: number;
  readonly count: number;
}

/** Where LC_SYMTAB says that the symbols and their names are. */
export interface SymbolPlaces {
  readonly offset: number;
  readonly entrySize: number;
  readonly count: number;
  readonly namesAt: number;
  readonly namesSize: number;
}

export function symbolPlaces({ commands, fields }: MachoImage): SymbolPlaces | undefined {
  const command = commands.find(({ type }) => type === LC.symtab)?.view;
  if (command === undefined) return undefined;
  return {
    offset: command.u32(8),
    entrySize: SYMBOL_SIZE[fields.bits],
    count: command.u32(12),
    namesAt: command.u32(16),
    namesSize: command.u32(20),
  };
}

/**
 * As LC_DYSYMTAB has them: what others see, what is taken from others, and the rest, which may be very many. One group where that
 * command is missing, or does not account for all symbols.
 */
export function symbolGroups({ commands }: MachoImage, count: number): readonly SymbolGroup[] {
  const command = commands.find(({ type }) => type === LC.dysymtab)?.view;
  const [local, external, undefined_] = [8, 16, 24].map((at) => ({
    first: command?.u32(at) ?? 0,
    count: command?.u32(at + 4) ?? 0,
  })) as [SymbolGroup, SymbolGroup, SymbolGroup];
  const groups = [external, undefined_, local];
  const inOrder = groups.filter((group) => group.count > 0).toSorted((a, b) => a.first - b.first);
  let end = 0;
  for (const group of inOrder) {
    if (group.first !== end) return [{ first: 0, count }];
    end += group.count;
  }
  return end === count ? groups : [{ first: 0, count }];
}

/** The names of a group: all there are, or those between its first and its last one where they are too many. */
export async function namesOf(
  source: ByteSource,
  { offset, entrySize, namesAt, namesSize }: SymbolPlaces,
  { first, count }: SymbolGroup,
  littleEndian: boolean,
): Promise<{ readonly names: NameTable; readonly start: number }> {
  if (namesSize <= MAX_NAMES) return { names: await NameTable.read(source, namesAt, namesSize), start: 0 };
  let [start, end] = [namesSize, 0];
  const place = { offset: offset + first * entrySize, entrySize, count };
  await readTable(source, place, littleEndian, (view, at) => {
    const name = view.u32(at);
    if (name > 0) start = Math.min(start, name);
    if (name < namesSize) end = Math.max(end, name + NAME_LIMIT);
    return undefined;
  });
  const size = Math.max(Math.min(end, namesSize) - start, 0);
  return { names: await NameTable.read(source, namesAt + start, size), start };
}
