import { createHash } from 'node:crypto';

import type { AnalysisJob } from './analysis-job';

/** The same for a submission that is repeated word by word: content, file name and options. */
export function submissionFingerprint({ file, options }: Pick<AnalysisJob, 'file' | 'options'>): string {
  return createHash('sha256')
    .update(JSON.stringify([file.sha256, file.name, options]))
    .digest('hex');
}
