import type { Address } from './address';

/** What a symbol table says of an address. */
export interface NamedSymbol {
  readonly name: string;
  readonly address: Address;
  /** Bytes, 0 when the symbol does not say. */
  readonly size: number;
  readonly isFunction: boolean;
  readonly isImported: boolean;
}
