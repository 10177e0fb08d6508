import { setImmediate } from 'node:timers/promises';

import { MB } from '#domain/shared/quantities';
import type { SentResult } from './stored-result';

/** Copied in one go. */
const CHUNK_BYTES = 4 * MB;

/** A result in memory of its own, which can change hands: what is read from Redis may be part of what others read. */
export async function givenAway({ packedHead, ranks, sections }: SentResult): Promise<SentResult> {
  const copied: [string, { readonly total: number; readonly pages: readonly Uint8Array[] }][] = [];
  for (const [section, { total, pages }] of Object.entries(sections))
    copied.push([section, { total, pages: await copies(pages) }]);
  return {
    packedHead: Uint8Array.from(packedHead),
    ...(ranks !== undefined && { ranks: Uint8Array.from(ranks) }),
    sections: Object.fromEntries(copied),
  };
}

/** What holds it. */
export function memoryOf({ packedHead, ranks, sections }: SentResult): readonly ArrayBuffer[] {
  const pages = Object.values(sections).flatMap((section) => section.pages);
  const pieces = [packedHead, ...(ranks === undefined ? [] : [ranks]), ...pages];
  return [...new Set(pieces.map(({ buffer }) => buffer as ArrayBuffer))];
}

/** In few large blocks, with a turn of the event loop between them. */
async function copies(pieces: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
  const made: Uint8Array[] = [];
  for (let first = 0; first < pieces.length;) {
    let [next, bytes] = [first, 0];
    while (next < pieces.length && (next === first || bytes < CHUNK_BYTES)) bytes += pieces[next++]?.byteLength ?? 0;
    const block = new Uint8Array(bytes);
    let at = 0;
    for (const piece of pieces.slice(first, next)) {
      block.set(piece, at);
      made.push(block.subarray(at, (at += piece.byteLength)));
    }
    first = next;
    await setImmediate();
  }
  return made;
}
