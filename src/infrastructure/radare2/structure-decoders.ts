import type { Address } from '#domain/shared/address';
import { location, name, record } from './decode';

export interface ImportStub {
  readonly name: string;
  readonly address: Address;
}

/** `undefined` also for an import without one. */
export function importStub(value: unknown): ImportStub | undefined {
  const fields = record(value);
  const symbol = name(fields?.['name']);
  const stub = location(fields?.['plt']);
  return symbol === undefined || stub === undefined || stub === '0x0' ? undefined : { name: symbol, address: stub };
}
