import type { OwnedJobsQuery } from '#application/ports/job-store.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { jobKey } from './job-keys';

/** Entries that are looked at for one answer; who has more is told of the newest. */
const EXAMINED_AT_MOST = 50_000;
const AT_ONCE = 500;
const FIELDS = ['status', 'verdict', 'risk'] as const;

/** Whether the index of a status does not say by itself which jobs are meant. */
export function isFiltered({ verdict, minRisk, sha256 }: OwnedJobsQuery): boolean {
  return [verdict, minRisk, sha256].some((asked) => asked !== undefined);
}

/** Ids of the jobs that an index names and a query asks for, newest first: a few small fields of each record are read, not its result. */
export async function filteredJobs(
  commands: RedisConnections['commands'],
  key: string,
  query: OwnedJobsQuery,
): Promise<readonly JobId[]> {
  const found: JobId[] = [];
  for (let at = 0; at < EXAMINED_AT_MOST; at += AT_ONCE) {
    const entries = await commands.zrevrangebyscore(key, '+inf', query.since ?? 0, 'LIMIT', at, AT_ONCE);
    const ids = entries.flatMap((text) => parseJobId(text) ?? []);
    const fields = query.sha256 === undefined ? FIELDS : [...FIELDS, 'file'];
    const records = await Promise.all(ids.map((id) => commands.hmget(jobKey(id), ...fields)));
    found.push(...ids.filter((_id, index) => matches(records[index] ?? [], query)));
    if (entries.length < AT_ONCE) break;
  }
  return found;
}

function matches(record: readonly (string | null)[], query: OwnedJobsQuery): boolean {
  const [status, verdict, risk, file] = record;
  if (status === undefined || status === null) return false;
  const { minRisk, sha256 } = query;
  return (
    (query.status ?? status) === status &&
    (query.verdict ?? verdict) === verdict &&
    (minRisk === undefined || (typeof risk === 'string' && Number(risk) >= minRisk)) &&
    (sha256 === undefined || digestOf(file ?? null) === sha256)
  );
}

function digestOf(file: string | null): unknown {
  return file === null ? undefined : (JSON.parse(file) as { readonly sha256?: unknown }).sha256;
}
