import type { Address } from '#domain/shared/address';

/** UTF-16 units of a name beside its address. */
export const PLACE_NAME_LIMIT = 128;

/** Something in the code, by where it is and what it is called (at most 128 characters). */
export interface Place {
  readonly address: Address;
  /** @origin sample */
  readonly name: string;
}
