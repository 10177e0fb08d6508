import { NAME_LIMIT } from '#domain/bytes/name-table';
import type { FunctionSource, FunctionType } from '#domain/document/functions';
import type { Section, Segment } from '#domain/document/sections';
import type { Export, Import } from '#domain/document/symbols';
import type { Address } from '#domain/shared/address';
import type { ExecutableFormat } from '#domain/shared/executable-header';
import { tameText } from '#domain/shared/hostile-text';
import type { NamedSymbol } from '#domain/shared/named-symbol';
import type { Turn } from '#domain/shared/turn';
import { CodeMap } from './code-map';
import type { FunctionStart, FunctionStarts } from './function-starts';

/** A function that the file names, before any code is looked at. */
export interface NamedFunction {
  /** Absent where only its place is known. */
  readonly name: string | undefined;
  /** Bytes, where symbol or table say. */
  readonly size: number | undefined;
  readonly type: FunctionType;
  readonly source: FunctionSource;
  /** Nothing else begins within its bounds: they are of a table that lists all that the compiler made. */
  readonly isWhole?: true;
}

/** By address. */
export type NamedFunctions = ReadonlyMap<Address, NamedFunction>;

const PER_TURN = 10_000;

/** What the file's tables name, of whatever has read them. */
export interface NamingTables {
  readonly findings: { readonly sections: readonly Section[]; readonly segments: readonly Segment[] };
  readonly named: {
    readonly symbols: readonly NamedSymbol[];
    readonly exports: readonly Export[];
    readonly imports: readonly Import[];
    readonly entryPoints: readonly Address[];
  };
}

/** Of several sources the strongest counts, and what it leaves open the next one fills. */
export async function namedFunctions(
  format: ExecutableFormat,
  { findings, named }: NamingTables,
  { starts, reached }: Pick<FunctionStarts, 'starts' | 'reached'>,
  turn: Turn,
): Promise<NamedFunctions> {
  const index = new FunctionIndex(new CodeMap(findings.sections, findings.segments));
  await inTurns(turn, named.symbols, ({ name, address, size, isFunction, isImported }) => {
    if (isFunction && !isImported) index.add(address, 'symbol', 'function', name, size);
  });
  await inTurns(turn, named.exports, ({ name, address, size, type, forwarder }) => {
    if (type === 'function' && forwarder === undefined) index.add(address, 'export', 'function', name, size);
  });
  await inTurns(turn, named.imports, ({ name, address }) => {
    // What a PE file has at an import's address is a pointer, not code.
    if (address !== undefined && format !== 'pe') index.add(address, 'symbol', 'import', name);
  });
  for (const address of named.entryPoints) index.add(address, 'entry', 'entry');
  await inTurns(turn, starts, (start) => {
    index.addStart(start);
  });
  await inTurns(turn, reached, ({ address, by }) => {
    index.add(address, by === 'loader' ? 'entry' : 'call', 'function');
  });
  return index.functions;
}

/** The stronger sources come first. */
class FunctionIndex {
  readonly functions = new Map<Address, NamedFunction>();

  constructor(private readonly code: CodeMap) {}

  add(address: Address, source: FunctionSource, type: FunctionType, name?: string, size = 0): void {
    const known = this.functions.get(address);
    if (known !== undefined) {
      if (type === 'entry') this.functions.set(address, { ...known, type });
      return;
    }
    if (this.code.holds(address))
      this.functions.set(address, { name, size: size > 0 ? size : undefined, type, source });
  }

  addStart({ address, size, name }: FunctionStart): void {
    if (name !== undefined) this.addOfGo(address, tameText(name, NAME_LIMIT), size);
    else this.addBounds(address, size);
  }

  /**
   * The bounds in an unwind table are the compiler's own: what radare2 sees begin within them is where a jump leads. But the
   * linker has one entry for all its stubs.
   */
  private addBounds(address: Address, size: number | undefined): void {
    const known = this.functions.get(address);
    if (size === undefined || size === 0) this.add(address, 'unwind', 'function');
    else if (known === undefined) {
      if (!this.code.holds(address)) return;
      this.functions.set(address, { name: undefined, size, type: 'function', source: 'unwind', isWhole: true });
    } else if (known.type !== 'import') {
      const { name, type, source } = known;
      this.functions.set(address, { name, size, type, source, isWhole: true });
    }
  }

  /** Go's table counts the padding behind a function to it. */
  private addOfGo(address: Address, name: string, size: number | undefined): void {
    this.add(address, 'unwind', 'function', name, size);
    const known = this.functions.get(address);
    if (known === undefined) return;
    this.functions.set(address, { ...known, size: known.size ?? size, name: known.name ?? name, isWhole: true });
  }
}

/** Tens of thousands of entries take a second in all: others run in between. */
async function inTurns<Item>(turn: Turn, items: readonly Item[], each: (item: Item) => void): Promise<void> {
  for (let at = 0; at < items.length; at += PER_TURN) {
    for (const item of items.slice(at, at + PER_TURN)) each(item);
    await turn();
  }
}
