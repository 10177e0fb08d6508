import type { AnalyzeRequest } from '#client/generated/types.gen';
import { Refusal } from '#client/refusal';
import { Analyst } from '../submission/analyst';
import { findFiles } from '../submission/find-files';
import { showProgress } from '../terminal/progress-bar';
import { UsageError } from '../terminal/usage-error';
import type { Scanned } from '../views/scanned';
import type { Session } from './session';
import { watching } from './target';

export interface ScanResult {
  readonly scanned: readonly Scanned[];
  /** Directories that were named and hold no program. */
  readonly empty: readonly string[];
  /** Files of directories that are no programs. */
  readonly skipped: number;
}

/**
 * Analyses all that is named, several at once. What the service knows already is not sent: a scan that was interrupted goes on.
 * @throws UsageError where nothing is named
 */
export async function scanFiles(
  session: Session,
  paths: readonly string[],
  options: AnalyzeRequest,
  atOnce: number,
): Promise<ScanResult> {
  const { named, fromPipe } = await namedPaths(session, paths);
  const { files, missing, empty, skipped } = await findFiles(named);
  const scanned: Scanned[] = [...missing];
  if (files.length === 0) return { scanned, empty, skipped };
  const analyst = new Analyst(await session.client(), options, session.stop);
  const left = [...files];
  const [only] = files;
  const watch =
    files.length === 1 && only !== undefined && session.output.isWatched ? watching(session, only) : undefined;
  const worker = async (): Promise<void> => {
    for (let path = left.shift(); path !== undefined && !session.stop.aborted; path = left.shift()) {
      const shown = path === fromPipe ? '-' : path;
      scanned.push(await scanOne(analyst, path, shown, watch));
      if (files.length > 1) {
        const done = scanned.length - missing.length;
        showProgress(session.output, done / files.length, `${done} of ${files.length}: ${shown}`);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, files.length) }, worker));
  session.output.progress('');
  if (session.stop.aborted) throw interrupted(scanned.length, files.length);
  return { scanned, empty, skipped };
}

async function namedPaths(
  session: Session,
  paths: readonly string[],
): Promise<{ readonly named: readonly string[]; readonly fromPipe?: string }> {
  if (paths.length === 0) throw new UsageError('Name files or directories, or - for what is piped in.');
  if (!paths.includes('-')) return { named: paths };
  const fromPipe = await session.standardInput();
  return { named: paths.map((path) => (path === '-' ? fromPipe : path)), fromPipe };
}

async function scanOne(
  analyst: Analyst,
  path: string,
  shown: string,
  watch: Parameters<Analyst['analyse']>[1],
): Promise<Scanned> {
  try {
    return { path: shown, ...(await analyst.analyse(path, watch)) };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'UNREACHABLE') throw error;
    return { path: shown, failed: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

function interrupted(done: number, all: number): Refusal {
  return new Refusal(
    'CANCELLED',
    `Interrupted after ${done} of ${all} files.`,
    'Call it again: it goes on from there.',
  );
}
