import type { TrieExport } from './exports-trie';
import { readExportsTrie } from './exports-trie';
import { baseOf, evenOnArm } from './macho-commands';
import { N_TYPE, N_WEAK, SECTION_TYPE } from './macho-constants';
import type { MachoFile } from './macho-file';
import type { MachoImage } from './macho-image';
import type { PlacedSection } from './macho-sections';
import { machoCode } from './macho-sections';
import type { MachoSymbol } from './macho-symbols';

export interface MachoExport extends Omit<TrieExport, 'value' | 'resolver'> {
  /** 0 for a re-export. */
  readonly address: bigint;
  readonly resolver?: bigint;
}

export interface MachoExports {
  /** Those in the trie, by which the loader finds them, then what else the symbol table shows to others; each name once. */
  readonly exports: readonly MachoExport[];
  /** Why some were not read. */
  readonly faults: readonly string[];
}

/** @throws what the source throws. */
export async function readMachoExports(
  file: MachoFile,
  symbols: readonly MachoSymbol[],
  sections: readonly PlacedSection[],
): Promise<MachoExports> {
  const { exports: known = [], isWhole = true } = (await readExportsTrie(file)) ?? {};
  const base = baseOf(file.image);
  const place = placing(file.image);
  const byName = new Map<string, MachoExport>();
  for (const each of known) if (!byName.has(each.name)) byName.set(each.name, placed(each, base, place));
  for (const symbol of symbols) {
    if (!isExported(symbol)) continue;
    const found = byName.get(symbol.name);
    if (found === undefined) byName.set(symbol.name, exportOf(symbol, sections));
    // Linkers do not agree whether the trie has an absolute address or its distance from the base.
    else if (found.isAbsolute && symbol.type === N_TYPE.absolute) {
      byName.set(symbol.name, { ...found, address: symbol.value });
    }
  }
  return { exports: [...byName.values()], faults: isWhole ? [] : ['Not all of the exports trie was read.'] };
}

export function isExported({ type, isExternal, isPrivate }: MachoSymbol): boolean {
  return isExternal && !isPrivate && (type === N_TYPE.section || type === N_TYPE.absolute);
}

type Placing = (address: bigint) => bigint;

/** Where the code is that an address of the trie leads to: on ARM an odd one marks Thumb code, as in no symbol table. */
function placing(image: MachoImage): Placing {
  const code = machoCode(image);
  return (address) => (code.room(address) > 0n ? evenOnArm(image, address) : address);
}

function placed({ value, resolver, ...facts }: TrieExport, base: bigint, place: Placing): MachoExport {
  const isOffset = !facts.isAbsolute && facts.reexport === undefined;
  return {
    ...facts,
    address: isOffset ? place(BigInt.asUintN(64, base + value)) : value,
    ...(resolver !== undefined && { resolver: place(BigInt.asUintN(64, base + resolver)) }),
  };
}

function exportOf(
  { name, type, section, description, value }: MachoSymbol,
  sections: readonly PlacedSection[],
): MachoExport {
  const home = type === N_TYPE.section ? sections[section - 1]?.section : undefined;
  return {
    name,
    address: value,
    isWeak: (description & N_WEAK.definition) !== 0,
    isThreadLocal: home !== undefined && (home.flags & 0xff) === SECTION_TYPE.threadLocalVariables,
    isAbsolute: type === N_TYPE.absolute,
  };
}
