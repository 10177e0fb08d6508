import type { FunctionInfo } from '#domain/document/functions';
import type { Place } from '#domain/document/place';
import { PLACE_NAME_LIMIT } from '#domain/document/place';
import type { Address } from '#domain/shared/address';
import { tameText } from '#domain/shared/hostile-text';
import type { Count } from '#domain/shared/quantities';
import type { ItemKind } from './item-reference';

/** `call`: it calls or jumps to it; `import`: it reaches it through a thunk, or only reads its place; `string`: it names its place. */
export const CROSS_REFERENCE_KINDS = ['call', 'import', 'string'] as const;
export type CrossReferenceKind = (typeof CROSS_REFERENCE_KINDS)[number];

/** A function that has to do with an address. */
export interface CrossReference {
  readonly from: Place;
  readonly kind: CrossReferenceKind;
  /** The instructions that are known, as `calls_to` has them: of calls. */
  readonly at: readonly Address[];
  readonly at_total?: Count;
}

/** Of a function that refers to the address, where there is something of these kinds. */
export function crossReferenceOf(
  { address, name, calls_to: calls = [], strings = [] }: FunctionInfo,
  target: Address,
  kinds: readonly ItemKind[],
): CrossReference {
  const from = { address, name: tameText(name, PLACE_NAME_LIMIT) };
  const call = calls.find((each) => each.address === target);
  if (call === undefined) {
    const usesString = strings.some((each) => each.address === target);
    return { from, kind: usesString ? 'string' : unlisted(kinds), at: [] };
  }
  const { at = [], at_total: total } = call;
  return { from, kind: 'call', at, ...(total !== undefined && { at_total: total }) };
}

/** How it refers to it, where its own lists do not say: an import reached otherwise than by a call, or a list that is cut. */
function unlisted(kinds: readonly ItemKind[]): CrossReferenceKind {
  if (kinds.includes('import')) return 'import';
  return kinds.includes('string') ? 'string' : 'call';
}
