import { readBindings } from './bind-opcodes';
import type { BoundImport } from './bound-imports';
import { BoundImports, LOOKUP } from './bound-imports';
import { readChainedImports } from './chained-fixups';
import { MH_FLAG, N_TYPE, N_WEAK } from './macho-constants';
import type { MachoFile } from './macho-file';
import type { MachoSymbol } from './macho-symbols';

/** Of a symbol's description, the upper byte: what is no library's number. Source: mach-o/nlist.h. */
const SYMBOL_LOOKUPS: Readonly<Record<number, number>> = { 0xfe: LOOKUP.flat, 0xff: LOOKUP.mainExecutable };

/** An import; without a library's number where symbols do not say, as in object files. */
export type MachoImport = Omit<BoundImport, 'ordinal'> & { readonly ordinal?: number };

export interface MachoImports {
  readonly imports: readonly MachoImport[];
  /** Why some, or all, of a table were not read. */
  readonly faults: readonly string[];
}

/**
 * By the loader's own tables first, then what else the symbol table has as undefined; each once. Without what the image looks up
 * among all images or in itself and defines: that is its own. @param own the exports' names @throws what the source throws.
 */
export async function readMachoImports(
  file: MachoFile,
  symbols: readonly MachoSymbol[],
  own: ReadonlySet<string>,
): Promise<MachoImports> {
  const bound = new BoundImports();
  const faults: string[] = [];
  const fault = await readChainedImports(file, bound);
  if (fault !== undefined) faults.push(fault);
  if (!(await readBindings(file, bound))) faults.push('Not all bind opcodes were read.');
  if (bound.isCut) faults.push('No more than 250,000 imports are read.');
  const foreign = bound.list.filter(({ name, ordinal }) => !(isOwnLookup(ordinal) && own.has(name)));
  const others = symbols.filter((symbol) => isImported(symbol) && !bound.has(symbol.name));
  const seen = new Set<string>();
  const unbound = others.flatMap((symbol) => {
    if (seen.has(symbol.name)) return [];
    seen.add(symbol.name);
    return [importOf(symbol, file)];
  });
  return { imports: [...foreign, ...unbound], faults };
}

export function isImported({ type, isExternal, value }: MachoSymbol): boolean {
  const isUndefined = type === N_TYPE.undefined || type === N_TYPE.prebound;
  // An undefined symbol with a value is a variable that the linker would have made room for.
  return isUndefined && isExternal && (value === 0n || type === N_TYPE.prebound);
}

function isOwnLookup(ordinal: number): boolean {
  return ordinal === LOOKUP.weak || ordinal === LOOKUP.self;
}

function importOf({ name, description }: MachoSymbol, { image }: MachoFile): MachoImport {
  const library = description >> 8;
  const hasTwoLevels = (image.fields.flags & MH_FLAG.twoLevel) !== 0;
  const isWeak = (description & N_WEAK.reference) !== 0;
  const facts = { name, isWeak, table: 'symbol_table' } as const;
  // Not one of the image itself: symbols of object files have 0 there too.
  return hasTwoLevels && library > 0 ? { ...facts, ordinal: SYMBOL_LOOKUPS[library] ?? library } : facts;
}
