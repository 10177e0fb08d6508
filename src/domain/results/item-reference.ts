import type { Address } from '#domain/shared/address';
import { parseAddress } from '#domain/shared/address';

export const ITEM_KINDS = ['function', 'import', 'string'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** How a caller names something of a result: `0x401000`, `main`, `fn:0x401000`, `fn:main`, `imp:connect`, `imp:WS2_32.connect`, `str:0x402010`. */
export type ItemReference = { readonly kind?: ItemKind } & ({ readonly address: Address } | { readonly name: string });

const PREFIXES: Readonly<Record<string, ItemKind>> = { fn: 'function', imp: 'import', str: 'string' };

/** `undefined` for what names nothing: a string has no name. */
export function parseReference(text: string): ItemReference | undefined {
  const [, prefix = '', rest = text] = /^(fn|imp|str):(.*)$/su.exec(text) ?? [];
  const kind = PREFIXES[prefix];
  const address = parseAddress(rest);
  if (address !== undefined) return { address, ...(kind !== undefined && { kind }) };
  if (rest === '' || kind === 'string') return undefined;
  return { name: rest, ...(kind !== undefined && { kind }) };
}
