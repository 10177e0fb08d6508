import { buffer } from 'node:stream/consumers';

import type { ResultCache } from '#application/ports/result-cache.port';
import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { ContentKey } from '#domain/jobs/analysis-options';

/** The whole document that is stored under the key. */
export async function readDocument(cache: ResultCache, key: ContentKey): Promise<AnalysisDocument | undefined> {
  const stored = await cache.document(key);
  return stored && (await parsed(stored.text(stored.head)));
}

export async function parsed(text: AsyncIterable<Uint8Array>): Promise<AnalysisDocument> {
  return JSON.parse((await buffer(text)).toString()) as AnalysisDocument;
}
