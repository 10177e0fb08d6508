import type { Verdict } from './judge';
import { judge } from './judge';
import type { ListedJob } from './reader';

const KILL = Date.parse('2026-01-15T12:00:00Z');
const after = (seconds: number): number => KILL + seconds * 1000;
const accepted = (jobId: string, at = 1): object => ({ jobId, askedAt: after(at - 0.5), at: after(at) });
const job = (id: string, status = 'completed', at = 2): ListedJob => ({
  id,
  status,
  completed_at: status === 'completed' ? new Date(after(at)).toISOString() : null,
  error: status === 'failed' ? { code: 'SAMPLE_MISSING' } : null,
});

interface Seen {
  readonly told?: readonly object[];
  readonly jobs?: readonly ListedJob[];
  /** By the list of that status. */
  readonly completed?: readonly ListedJob[];
  readonly files?: readonly string[];
  readonly status?: number;
}

/** A round of two jobs and one kill, all of it as it should be but what is said. */
function verdictOf({
  told = [accepted('a'), accepted('b')],
  jobs = [job('a'), job('b')],
  completed = jobs.filter((each) => each.status === 'completed'),
  files = [],
  status = 200,
}: Seen): Promise<Verdict> {
  return judge(
    {
      reader: {
        jobs: (status) => Promise.resolve(status === undefined ? jobs : completed),
        statusOf: () => Promise.resolve(status),
      },
      clients: { accepted: told as never, faults: [], retries: 4 },
      kills: [KILL],
      wanted: { jobs: 2, kills: 1 },
      files: () => Promise.resolve(files),
    },
    { settledMs: -1, cleanMs: -1 },
  );
}

describe('the judge of what was killed', () => {
  it('finds nothing to mend where all ended, once, and says how long it took', async () => {
    expect(await verdictOf({})).toEqual({
      faults: [],
      figures: {
        ...{ kills: 1, accepted: 2, completed: 2, failed: 0, lost: 0, doubled: 0, filesLeft: 0, retries: 4 },
        ...{ toAccepted: 1, toCompleted: 2 },
      },
    });
  });

  it.each<[string, Seen, RegExp]>([
    ['is lost', { jobs: [job('a')] }, /1 jobs are lost/],
    ['is there twice', { jobs: [job('a'), job('b'), job('b')] }, /1 jobs are there twice/],
    ['was not accepted', { jobs: [job('a'), job('b'), job('c')] }, /1 jobs are there twice/],
    ['was given for two', { told: [accepted('a'), accepted('a')], jobs: [job('a')] }, /1 jobs are there twice/],
    ['failed', { jobs: [job('a'), job('b', 'failed')] }, /b is failed SAMPLE_MISSING/],
    ['has not ended', { jobs: [job('a'), job('b', 'pending')] }, /not all jobs have ended/],
    ['is not listed by its status', { completed: [job('a')] }, /the list of completed jobs/],
    ['cannot be read', { status: 404 }, /the result of a is answered with 404/],
    ['left a file', { files: ['tmp/x'] }, /left are tmp\/x/],
    ['was never accepted', { told: [accepted('a')], jobs: [job('a')] }, /1 of 2 are accepted/],
    ['came late', { told: [accepted('a', 61), accepted('b', 61)] }, /too long to recover/],
  ])('tells of a job that %s', async (_, seen, fault) => {
    expect((await verdictOf(seen)).faults.join('\n')).toMatch(fault);
  });
});
