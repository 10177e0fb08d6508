import type { Address } from '#domain/shared/address';

/** Something in the code, by where it is and what it is called (at most 128 characters). */
export interface Place {
  readonly address: Address;
  readonly name: string;
}
