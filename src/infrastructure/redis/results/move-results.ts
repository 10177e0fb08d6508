import { randomUUID } from 'node:crypto';

import type { PackedDocument, PackedSection } from '#application/ports/result-cache.port';
import type { PagedSection } from '#domain/document/parts';
import { PAGED_SECTIONS } from '#domain/document/parts';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { RedisResultCache } from './redis-result-cache';
import type { ResultPlace } from './result-entries';
import type { ResultIndex } from './result-index';
import {
  codeKeys,
  columnsKey,
  headKey,
  indexKey,
  knownFunctionsKey,
  pageKey,
  pagesOf,
  parseIndex,
  pieceKeys,
  ranksKey,
  relationsKey,
} from './result-index';
import { KEY_BYTES } from './result-writer';

/** By which it is found out whether both places are one. */
const PLACE = 'results:place';
const PLACE_LIFE_MS = 10_000;

/** A piece expired while the others were read. */
class Gone extends Error {}

/**
 * Moves all results of one place to another as they are stored, each with its name and what is left of its life; who reads meanwhile
 * finds them in one of the two. What is gone, or damaged, is passed over. Resolves to how many it was.
 * @throws DomainError `SERVICE_UNAVAILABLE`.
 */
export async function moveResults(from: RedisResultCache, to: RedisResultCache): Promise<number> {
  if (await areOne(from, to)) return 0;
  let moved = 0;
  for (const key of await from.ledger.fitting('*')) {
    const stored = await takeOut(key, from);
    if (stored === undefined) continue;
    // Another process may have moved it just now.
    if ((await to.indexText(key)) !== stored.text) {
      await to.put(key, stored.document, stored.lifeMs, stored.index.generation);
      moved += 1;
    }
    // Unless it has been stored there again meanwhile: that is moved the next time.
    await from.entries.retire(key, stored.text);
  }
  return moved;
}

/** Two addresses may lead to one Redis. */
async function areOne({ place: one }: RedisResultCache, { place: other }: RedisResultCache): Promise<boolean> {
  const token = randomUUID();
  await one.redis.set(PLACE, token, 'PX', PLACE_LIFE_MS);
  return (await other.redis.get(PLACE)) === token;
}

async function takeOut(
  key: ContentKey,
  { place, ledger }: RedisResultCache,
): Promise<{ text: string; index: ResultIndex; document: PackedDocument; lifeMs: number } | undefined> {
  const [text, lifeMs, entry] = await Promise.all([
    place.redis.get(indexKey(key)),
    place.redis.pttl(indexKey(key)),
    ledger.entry(key),
  ]);
  const index = text === null ? undefined : parseIndex(text);
  if (text === null || index === undefined || entry === undefined || lifeMs <= 0) return undefined;
  try {
    const plainBytes = entry.plainBytes - pieceKeys(key, index).length * KEY_BYTES;
    return { text, index, document: { ...(await piecesOf(key, index, place)), tags: entry.tags, plainBytes }, lifeMs };
  } catch (error) {
    if (error instanceof Gone) return undefined;
    throw error;
  }
}

async function piecesOf(
  key: ContentKey,
  index: ResultIndex,
  { redis }: ResultPlace,
): Promise<Pick<PackedDocument, 'packedHead' | 'relations' | 'ranks' | 'knownFunctions' | 'sections' | 'code'>> {
  const piece = async (name: string): Promise<Uint8Array> => {
    const found = await redis.getBuffer(name);
    if (found === null) throw new Gone();
    return found;
  };
  const sectionOf = async (section: PagedSection): Promise<PackedSection> => {
    const total = index.totals[section];
    if (total === 0) return { total, pages: [] };
    const pages: Uint8Array[] = [];
    for (let page = 0; page < pagesOf(index, section); page += 1)
      pages.push(await piece(pageKey(key, index, section, page)));
    return { total, pages, columns: await piece(columnsKey(key, index, section)) };
  };
  const sections = Object.fromEntries(
    await Promise.all(PAGED_SECTIONS.map(async (section) => [section, await sectionOf(section)] as const)),
  ) as PackedDocument['sections'];
  const relations = index.relations === true ? await piece(relationsKey(key, index)) : undefined;
  const ranks = index.ranks === true ? await piece(ranksKey(key, index)) : undefined;
  const known = index.known === true ? await piece(knownFunctionsKey(key, index)) : undefined;
  const [codeIndex, ...chunkNames] = codeKeys(key, index);
  const chunks: Uint8Array[] = [];
  for (const name of chunkNames) chunks.push(await piece(name));
  return {
    packedHead: await piece(headKey(key, index)),
    ...(relations !== undefined && { relations }),
    ...(ranks !== undefined && { ranks }),
    ...(known !== undefined && { knownFunctions: known }),
    sections,
    ...(codeIndex !== undefined && { code: { index: await piece(codeIndex), chunks } }),
  };
}
