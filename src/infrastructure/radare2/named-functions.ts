import type { FunctionInfo } from '#domain/analysis/analysis-document';
import type { ExecutableFormat } from '#domain/identification/executable-header';
import type { FunctionStart } from '#domain/identification/function-starts';
import type { Address } from '#domain/shared/address';
import { CodeMap } from './code-map';
import type { Structure } from './read-structure';

/** A function that the file names, before any code is looked at. */
export interface NamedFunction {
  readonly address: Address;
  /** Absent where only its place is known. */
  readonly name?: string;
  /** Bytes, where symbol or table say. */
  readonly size?: number;
  readonly type: FunctionInfo['type'];
  readonly source: FunctionInfo['source'];
}

/** By address. Of several sources the strongest counts, and what it leaves open the next one fills. */
export function namedFunctions(
  format: ExecutableFormat,
  structure: Structure,
  starts: readonly FunctionStart[],
): ReadonlyMap<Address, NamedFunction> {
  const code = new CodeMap(structure.findings.sections, structure.findings.segments);
  const found = new Map<Address, NamedFunction>();
  for (const candidate of candidates(format, structure.named, starts)) {
    if (!code.holds(candidate.address)) continue;
    const known = found.get(candidate.address);
    found.set(candidate.address, known === undefined ? candidate : joined(known, candidate));
  }
  return found;
}

/** Strongest first. */
function* candidates(
  format: ExecutableFormat,
  { symbols, exports, entryPoints, imports }: Structure['named'],
  starts: readonly FunctionStart[],
): Generator<NamedFunction> {
  for (const symbol of symbols) {
    if (symbol.isFunction && !symbol.isImported)
      yield { ...place(symbol), name: symbol.name, type: 'function', source: 'symbol' };
  }
  for (const exported of exports) {
    if (exported.type === 'function' && exported.forwarder === undefined) {
      yield { ...place(exported), name: exported.name, type: 'function', source: 'export' };
    }
  }
  // What a PE file has at an import's address is a pointer, not code.
  for (const { name, address } of format === 'pe' ? [] : imports) {
    if (address !== undefined) yield { address, name, type: 'import', source: 'symbol' };
  }
  for (const address of entryPoints) yield { address, type: 'entry', source: 'entry' };
  for (const start of starts) yield { ...start, type: 'function', source: 'unwind' };
}

function place({ address, size }: { address: Address; size: number }): { address: Address; size?: number } {
  return size > 0 ? { address, size } : { address };
}

function joined(strong: NamedFunction, weak: NamedFunction): NamedFunction {
  return {
    ...weak,
    ...strong,
    ...(weak.type === 'entry' && { type: 'entry' as const }),
    // A table's bounds are the compiler's own.
    ...(weak.source === 'unwind' && weak.size !== undefined && { size: weak.size }),
  };
}
