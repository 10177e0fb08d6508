import { setImmediate as nextTurn } from 'node:timers/promises';

import { REFERENCE } from '#domain/code/code-references';
import type { ReadFunction } from '#domain/code/read-functions';
import type { CodeCoverage } from '#domain/document/functions';
import type { Truncation } from '#domain/document/parts';
import type { Section, Segment } from '#domain/document/sections';
import { codeCoverage } from '#domain/functions/code-coverage';
import type { CodeRange } from '#domain/functions/function-extents';
import { FunctionExtents, isScattered } from '#domain/functions/function-extents';
import type { FoundFunction } from '#domain/functions/function-list';
import { placeName } from '#domain/functions/function-list';
import { withNamesInShapes } from '#domain/functions/function-shapes';
import type { ImportSlots } from '#domain/functions/import-slots';
import type { Reference } from '#domain/functions/reference';
import { relationTruncations } from '#domain/functions/relation-truncations';
import type { Relations, RelationSubjects } from '#domain/functions/relations';
import { RelationIndex } from '#domain/functions/relations';
import type { Address } from '#domain/shared/address';
import { addressesFrom } from '#domain/shared/address';
import type { OwnCode } from './read-own-code';

const KINDS: Readonly<Record<number, Reference['kind']>> = {
  [REFERENCE.data]: 'data',
  [REFERENCE.slot]: 'slot',
  [REFERENCE.call]: 'call',
  [REFERENCE.jump]: 'jump',
};

/** The functions in the form that lists are united in; the shape of each is not whole before they are related. */
export function foundByUs({ functions, address: start, main }: OwnCode): readonly FoundFunction[] {
  const addressOf = addressesFrom(start);
  return functions.map(({ place, size, complexity, blocks, edges, instructions, ranges, identity }) => {
    const at = addressOf(place);
    const counts = { complexity_score: complexity, basic_blocks: blocks, edges, instructions };
    return {
      address: at,
      name: place === main ? 'main' : placeName(at),
      size,
      span: { start: addressOf(ranges[0] ?? place), end: addressOf(ranges[ranges.length - 1] ?? place) },
      details:
        identity === undefined ? counts : { ...counts, identity: { exact: identity.exact, shape: identity.structure } },
    };
  });
}

export interface OwnRelationRequest extends Omit<RelationSubjects, 'extents'> {
  readonly found: readonly FoundFunction[];
  readonly sections: readonly Section[];
  readonly segments: readonly Segment[];
  readonly imports: ImportSlots;
  /** Instructions that refer to a string by way of a pointer in memory, and to which: pairs of places. */
  readonly uses: ArrayLike<number>;
}

export interface OwnRelations extends Relations {
  readonly coverage?: CodeCoverage;
  readonly truncated: readonly Truncation[];
}

/** What the functions have to do with one another, with imports and with strings. */
export async function relateOwnCode(code: OwnCode, request: OwnRelationRequest): Promise<OwnRelations> {
  const { functions: listed, found, sections, segments, imports, strings = [], uses } = request;
  const extents = new FunctionExtents(listed, found, scatteredBlocks(code, found));
  const coverage = codeCoverage({ sections, segments }, extents.ranges);
  const index = new RelationIndex({ ...request, extents });
  const telling = new Set<number>();
  const note = (each: Address): unknown => telling.add(Number(BigInt(each) - code.address));
  for (const each of listed) note(each.address);
  for (const each of imports.byPlace.keys()) note(each);
  for (const each of strings) note(each.address);
  const addressOf = addressesFrom(code.address);
  const { from, to, kinds, count } = code.references;
  for (let at = 0; at < count; at++) {
    if (!telling.has(to.at(at))) continue;
    index.add({
      from: addressOf(from.at(at)),
      to: addressOf(to.at(at)),
      kind: KINDS[kinds.at(at)] ?? 'data',
    });
  }
  for (let at = 0; at + 1 < uses.length; at += 2) {
    const [user = 0, used = 0] = [uses[at], uses[at + 1]];
    if (telling.has(used)) index.add({ from: addressOf(user), to: addressOf(used), kind: 'data' });
  }
  const relations = await index.apply(nextTurn);
  const functions = withNamesInShapes(relations.functions);
  const truncated = relationTruncations(relations);
  return { ...relations, functions, ...(coverage !== undefined && { coverage }), truncated };
}

function scatteredBlocks(
  code: OwnCode,
  found: readonly FoundFunction[],
): ReadonlyMap<Address, readonly Omit<CodeRange, 'owner'>[]> {
  const blocks = new Map<Address, readonly Omit<CodeRange, 'owner'>[]>();
  // Those that we have found come first, in their order.
  for (const [index, each] of found.entries()) {
    const read = code.functions[index];
    if (read !== undefined && isScattered(each)) blocks.set(each.address, rangesOf(read, code.address));
  }
  return blocks;
}

function rangesOf({ ranges }: ReadFunction, start: bigint): readonly Omit<CodeRange, 'owner'>[] {
  const addressOf = addressesFrom(start);
  return Array.from({ length: ranges.length / 2 }, (_, index) => ({
    start: addressOf(ranges[index * 2] ?? 0),
    end: addressOf(ranges[index * 2 + 1] ?? 0),
  }));
}
