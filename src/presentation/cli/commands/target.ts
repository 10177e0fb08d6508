import { existsSync } from 'node:fs';

import type { AnalysisDepth } from '#domain/document/analysis-depth';
import { Analyst } from '../submission/analyst';
import { showProgress } from '../terminal/progress-bar';
import { UsageError } from '../terminal/usage-error';
import type { Session } from './session';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DIGEST = /^[0-9a-f]{64}$/i;

/**
 * Id of the analysis that is meant, once it is there whole: by an id, a file (which is analysed where that is not known), `-` or a
 * SHA-256. @throws UsageError
 */
export async function analysisOf(session: Session, target: string, depth: AnalysisDepth): Promise<string> {
  const path = target === '-' ? await session.standardInput() : target;
  const isFile = existsSync(path);
  // Nothing is started for what cannot be meant.
  if (!isFile && !DIGEST.test(path) && !ID.test(path)) {
    throw new UsageError(`${path} is no file, no id of an analysis and no SHA-256.`);
  }
  const analyst = new Analyst(await session.client(), { analysis_depth: depth }, session.stop);
  if (!isFile && DIGEST.test(path)) return (await analyst.byDigest(path)).data.job_id;
  const watch = session.output.isWatched ? watching(session, target) : undefined;
  try {
    if (isFile) return (await analyst.analyse(path, watch)).id;
    await analyst.untilDone(path, watch);
    return path;
  } finally {
    session.output.progress('');
  }
}

export function watching(
  { output }: Session,
  name: string,
): (progress: { progress: number; stage: string | null; queue_position: number | null }) => void {
  return ({ progress, stage, queue_position: before }) => {
    const words = stage ?? (before === null ? 'starting' : `waiting (${before} before it)`);
    showProgress(output, progress / 100, `${name}: ${words}`);
  };
}
