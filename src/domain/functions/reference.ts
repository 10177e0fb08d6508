import type { Address } from '#domain/shared/address';

/** One instruction, or pointer, that names an address. */
export interface Reference {
  readonly from: Address;
  readonly to: Address;
  /** slot: executes what the address at `to` points to; data: reads, writes or computes `to`. */
  readonly kind: 'call' | 'jump' | 'slot' | 'data';
}

/** `0x00004730 -> 0x000061f0  CALL:--x`. */
const LINE = /^0x0*([0-9a-f]{1,16}) -> 0x0*([0-9a-f]{1,16})\s+([A-Z]{4}):([r-][w-][x-])$/;

/** A line of `axq`; `undefined` for any other. */
export function referenceOfLine(line: string): Reference | undefined {
  const [, from, to, type, access] = LINE.exec(line) ?? [];
  if (from === undefined || to === undefined) return undefined;
  return { from: `0x${from}` as Address, to: `0x${to}` as Address, kind: kindOf(type, access) };
}

function kindOf(type: string | undefined, access: string | undefined): Reference['kind'] {
  if (type === 'CALL') return 'call';
  if (type === 'CODE' || type === 'JUMP') return 'jump';
  if (type === 'ICOD') return access === '--x' ? 'call' : 'slot';
  return type === 'DATA' && access === '--x' ? 'slot' : 'data';
}
