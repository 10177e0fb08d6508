import { createHash } from 'node:crypto';

import type { AnalysisOptions } from '#domain/jobs/analysis-options';
import type { Sha256 } from '#domain/shared/sha256';

/** What makes one batch: what was sent, under which names, how it is to be unpacked and analysed. */
export interface BatchContent {
  readonly files: readonly { readonly name: string; readonly sha256: Sha256 }[];
  readonly options: AnalysisOptions;
  readonly password?: string;
}

/** The same for a batch that is repeated word by word. */
export function batchFingerprint({ files, options, password }: BatchContent): string {
  const named = files.map(({ name, sha256 }) => [name, sha256]);
  return createHash('sha256')
    .update(JSON.stringify([named, options, password ?? null]))
    .digest('hex');
}
