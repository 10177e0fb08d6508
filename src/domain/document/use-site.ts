import type { Address } from '#domain/shared/address';
import type { EvidencePlace } from './security-findings';

/** `call_site`: it calls or jumps to what is used; `reference`: it names its address, to read or hand on. */
export type UseKind = Extract<EvidencePlace, 'call_site' | 'reference'>;

/** An instruction that uses something. */
export interface UseSite {
  readonly address: Address;
  readonly kind: UseKind;
}

/**
 * Where the code of one function uses what: one instruction each, the lowest that calls, or else the lowest. `undefined` where it is
 * used and the instruction was not kept.
 */
export interface FunctionSites {
  /** By name. */
  readonly imports: ReadonlyMap<string, UseSite | undefined>;
  /** By the address of the string. */
  readonly strings: ReadonlyMap<Address, UseSite | undefined>;
}

/** By the address of the function; those that use nothing are left out. */
export type UseSites = ReadonlyMap<Address, FunctionSites>;
