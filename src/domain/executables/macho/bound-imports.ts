import { MAX_SYMBOLS } from '#domain/bytes/read-table';
import type { ImportTable } from '#domain/document/symbols';

/** BIND_SPECIAL_DYLIB_…: in place of a library's number, which counts from 1. */
export const LOOKUP = { self: 0, mainExecutable: -1, flat: -2, weak: -3 } as const;

/** What the loader looks up, as one table has it. */
export interface BoundImport {
  /** With the underscore that C's names begin with. */
  readonly name: string;
  /** Of its library, in the order of the load commands, from 1; or one of `LOOKUP`. */
  readonly ordinal: number;
  /** It may be missing: then it is 0. */
  readonly isWeak: boolean;
  /** The first place that its address is written to; absent where the table does not say. */
  readonly slot?: bigint;
  readonly table: ImportTable;
}

/** Imports of several tables as one list, each once: what is said later adds only what was not known. */
export class BoundImports {
  private readonly byKey = new Map<string, BoundImport>();
  private readonly names = new Set<string>();
  /** Whether there are more than the first 250,000. */
  isCut = false;

  get list(): readonly BoundImport[] {
    return [...this.byKey.values()];
  }

  has(name: string): boolean {
    return this.names.has(name);
  }

  add(found: BoundImport): void {
    if (found.name === '') return;
    // Names that all images share stand in the other tables too, there with a library.
    if (found.ordinal === LOOKUP.weak && found.table === 'weak_bind' && this.has(found.name)) return;
    const key = `${found.ordinal} ${found.name}`;
    const known = this.byKey.get(key);
    if (known === undefined && this.byKey.size >= MAX_SYMBOLS) {
      this.isCut = true;
      return;
    }
    this.names.add(found.name);
    if (known === undefined) this.byKey.set(key, found);
    else if (known.slot === undefined && found.slot !== undefined) this.byKey.set(key, { ...known, slot: found.slot });
  }
}
