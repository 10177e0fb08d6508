import { ByteWriter } from './byte-writer';
import type { MachoRecipe } from './macho-bytes';
import { machoBytes } from './macho-bytes';

/** What a loader's command points to, and how it says where that is. */
export interface LinkeditPart {
  readonly data: Uint8Array;
  /** @param at where the data will be in the file */
  readonly command: (at: number) => Uint8Array;
}

/** A load command of 32-bit words; its size is filled in. */
export function loadCommand(type: number, ...words: readonly number[]): Uint8Array {
  return new ByteWriter(new Uint8Array(8 + words.length * 4), true).u32(0, type, 0, ...words).bytes;
}

/** LC_LOAD_DYLIB. */
export function libraryCommand(name: string, type = 0x0c): Uint8Array {
  const size = 24 + Math.ceil((name.length + 1) / 8) * 8;
  return new ByteWriter(new Uint8Array(size), true).u32(0, type, 0, 24).text(24, name).bytes;
}

/** A little-endian image with the parts behind its load commands; what is loaded of the file is told by `recipe`. */
export function linkedMacho(recipe: MachoRecipe, parts: readonly LinkeditPart[]): Uint8Array {
  const commandsFor = (places: readonly number[]): MachoRecipe => ({
    ...recipe,
    commands: [...(recipe.commands ?? []), ...parts.map(({ command }, index) => command(places[index]!))],
  });
  let end = machoBytes(commandsFor(parts.map(() => 0))).length;
  const places = parts.map(({ data }) => (end += data.length) - data.length);
  return Buffer.concat([machoBytes(commandsFor(places)), ...parts.map(({ data }) => data)]);
}

export function uleb(value: number | bigint): readonly number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return bytes;
}

export function text(characters: string): readonly number[] {
  return [...Buffer.from(`${characters}\0`, 'utf8')];
}

const DYLD_INFO_ONLY = 0x8000_0022;
const DYLD_INFO_ORDER = ['rebase', 'bind', 'weak_bind', 'lazy_bind', 'export'] as const;

/** LC_DYLD_INFO_ONLY with one of its tables. */
export function dyldInfo(
  ...tables: readonly (readonly [table: (typeof DYLD_INFO_ORDER)[number], bytes: readonly number[]])[]
): LinkeditPart {
  return {
    data: Uint8Array.from(tables.flatMap(([, bytes]) => bytes)),
    command: (start) => {
      const words = DYLD_INFO_ORDER.flatMap(() => [0, 0]);
      let at = start;
      for (const [table, bytes] of tables) {
        words.splice(DYLD_INFO_ORDER.indexOf(table) * 2, 2, at, bytes.length);
        at += bytes.length;
      }
      return loadCommand(DYLD_INFO_ONLY, ...words);
    },
  };
}

/** LC_DYLD_CHAINED_FIXUPS. */
export function chainedFixups(data: Uint8Array): LinkeditPart {
  return { data, command: (at) => loadCommand(0x8000_0034, at, data.length) };
}

/** LC_DYLD_EXPORTS_TRIE. */
export function exportsTrie(bytes: readonly number[]): LinkeditPart {
  return { data: Uint8Array.from(bytes), command: (at) => loadCommand(0x8000_0033, at, bytes.length) };
}

export interface SymbolRecipe {
  readonly name: string;
  /** N_EXT 0x01, N_SECT 0x0e, N_STAB 0xe0. */
  readonly type: number;
  readonly section?: number;
  readonly description?: number;
  readonly value?: number;
}

/** LC_SYMTAB and LC_DYSYMTAB with these groups, in the order in which linkers write them. */
export function symbolTable(
  locals: readonly SymbolRecipe[],
  external: readonly SymbolRecipe[],
  undefined_: readonly SymbolRecipe[],
): readonly LinkeditPart[] {
  const symbols = [...locals, ...external, ...undefined_];
  const table = new ByteWriter(new Uint8Array(symbols.length * 16), true);
  const places = new Map<string, number>();
  let names = '\0';
  symbols.forEach(({ name, type, section = 0, description = 0, value = 0 }, index) => {
    const at = places.get(name) ?? names.length;
    if (!places.has(name)) names += `${name}\0`;
    places.set(name, at);
    const entry = index * 16;
    table
      .u32(entry, at)
      .u8(entry + 4, type, section)
      .u16(entry + 6, description)
      .u64(entry + 8, value);
  });
  const [l, e, u] = [locals.length, external.length, undefined_.length];
  return [
    {
      data: Buffer.concat([table.bytes, Buffer.from(names)]),
      command: (at) => loadCommand(0x02, at, symbols.length, at + table.bytes.length, names.length),
    },
    {
      data: new Uint8Array(0),
      command: () => loadCommand(0x0b, 0, l, l, e, l + e, u, ...Array.from({ length: 12 }, () => 0)),
    },
  ];
}
