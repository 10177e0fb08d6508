// `npm run upgrade-check`: the version before and this one side by side on one Redis, as in a roll-out and back; status 1 where a job
// that was accepted does not come to its end, or ends twice.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { isTerminal, JOB_STATUSES } from '#domain/jobs/job-status';
import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { PREVIOUS, previousVersion } from './previous-version';

const USAGE = `usage: npm run upgrade-check -- [--jobs N] [--from REVISION]

  --jobs    submissions of each step (default: 12)
  --from    the version before (default: ${PREVIOUS})`;

/** A program of this machine: with a number behind it another one each time. */
const SAMPLE = readFileSync('/bin/true');
const ENDED: readonly string[] = JOB_STATUSES.filter(isTerminal);
const PATIENCE_MS = 120_000;
const LOOK_MS = 200;
const SETTINGS = { BIN2NLP_ANALYSIS__HEARTBEAT_SECONDS: '1', BIN2NLP_ANALYSIS__RECONCILE_SECONDS: '1' };

type Version = 'old' | 'new';
interface Job {
  readonly id: string;
  readonly status: string;
  readonly attempts: number;
}

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '12' },
    from: { type: 'string', default: PREVIOUS },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

class Stand {
  readonly accepted: string[] = [];
  readonly faults: string[] = [];
  private readonly running = new Map<string, Bin2nlpProcess>();
  private readonly urls = new Map<string, string>();
  private made = 0;

  constructor(
    private readonly redis: TemporaryRedis,
    private readonly oldRoot: string,
  ) {}

  async start(role: 'api' | 'worker', version: Version): Promise<void> {
    const variables = { ...SETTINGS, BIN2NLP_ROLE: role, BIN2NLP_SERVER__PORT: '0', ...this.place() };
    const process = Bin2nlpProcess.launch(variables, [], [], version === 'old' ? this.oldRoot : undefined);
    this.running.set(`${role} ${version}`, process);
    this.urls.set(`${role} ${version}`, await process.url());
  }

  async stop(name: string): Promise<void> {
    await this.running.get(name)?.end();
    this.running.delete(name);
  }

  async submit(count: number, api: Version): Promise<void> {
    for (let sent = 0; sent < count; sent += 1) {
      this.made += 1;
      const depth = this.made % 3 === 0 ? 'standard' : 'quick';
      const path = `/api/v1/analyze?analysis_depth=${depth}&priority=${this.made % 11}&wait_seconds=0`;
      const answer = await fetch(`${this.urls.get(`api ${api}`) ?? ''}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: new Uint8Array(Buffer.concat([SAMPLE, Buffer.from(String(this.made))])),
      });
      const { data } = (await answer.json()) as { readonly data?: { readonly job_id?: string } };
      if (data?.job_id === undefined) this.faults.push(`a submission was answered with ${answer.status}`);
      else this.accepted.push(data.job_id);
    }
  }

  /** Waits until all that was accepted has ended, as this api tells it. */
  async settled(api: Version): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const jobs = await Promise.all(this.accepted.map((id) => this.job(id, api)));
      if (jobs.every(({ status }) => ENDED.includes(status)) || Date.now() > deadline) {
        const wrong = jobs.filter(({ status, attempts }) => status !== 'completed' || attempts > 1);
        for (const { id, status, attempts } of wrong) this.faults.push(`${id} is ${status} after ${attempts} starts`);
        return;
      }
      await delay(LOOK_MS);
    }
  }

  /** Resolves to its exit status. */
  async migrate(what: 'up' | 'down'): Promise<number | NodeJS.Signals> {
    const process = Bin2nlpProcess.launch(this.place(), ['migrate', what]);
    const status = await process.status();
    console.log(`    migrate ${what}: ${process.printed.trim().split('\n').at(-1) ?? ''}`);
    return status;
  }

  async end(): Promise<void> {
    await Promise.all([...this.running.keys()].map((name) => this.stop(name)));
  }

  private place(): Readonly<Record<string, string>> {
    return { BIN2NLP_REDIS__URL: this.redis.url, BIN2NLP_STORAGE__DATA_DIR: this.redis.directory.path };
  }

  private async job(id: string, api: Version): Promise<Job> {
    const answer = await fetch(`${this.urls.get(`api ${api}`) ?? ''}/api/v1/jobs/${id}`);
    const { data } = (await answer.json()) as { readonly data: Job | null };
    return data ?? { id, status: `answered with ${answer.status}`, attempts: 0 };
  }
}

async function main(): Promise<boolean> {
  const jobs = Number(values.jobs);
  if (values.help || !Number.isSafeInteger(jobs) || jobs < 1) {
    console.log(USAGE);
    return values.help;
  }
  const redis = await TemporaryRedis.start();
  const stand = new Stand(redis, previousVersion(values.from));
  try {
    await walk(stand, jobs);
  } finally {
    await stand.end();
    await redis.stop();
  }
  console.log(`${stand.accepted.length} accepted, ${stand.faults.length} faults`);
  for (const fault of stand.faults) console.log(`  ${fault}`);
  return stand.faults.length === 0;
}

/** The way that docs/upgrading.md tells, and the way back. */
async function walk(stand: Stand, jobs: number): Promise<void> {
  const step = (what: string): void => {
    console.log(`  ${what}`);
  };
  const expectStatus = (is: unknown, wanted: number, what: string): void => {
    if (is !== wanted) stand.faults.push(`${what} ended with ${String(is)}`);
  };
  step(`old api, old worker (${values.from})`);
  await Promise.all([stand.start('api', 'old'), stand.start('worker', 'old')]);
  await stand.submit(jobs, 'old');
  step('new api beside it, old worker');
  await stand.start('api', 'new');
  await stand.submit(jobs, 'new');
  await stand.settled('old');
  step('old api, new worker beside the old one');
  await stand.start('worker', 'new');
  await Promise.all([stand.submit(jobs, 'old'), stand.submit(jobs, 'new')]);
  expectStatus(await stand.migrate('up'), 1, 'up beside an old worker');
  await stand.settled('old');
  step('old api, new worker alone');
  await stand.stop('worker old');
  await stand.submit(jobs, 'old');
  await stand.settled('old');
  step('all new: up while jobs run');
  await stand.stop('api old');
  const sent = stand.submit(jobs, 'new');
  expectStatus(await stand.migrate('up'), 0, 'up');
  await sent;
  await stand.submit(jobs, 'new');
  await stand.settled('new');
  step('and back: down while jobs run, then the old ones again');
  const more = stand.submit(jobs, 'new');
  expectStatus(await stand.migrate('down'), 0, 'down');
  await more;
  await Promise.all([stand.start('api', 'old'), stand.start('worker', 'old')]);
  await stand.stop('worker new');
  await stand.submit(jobs, 'old');
  await stand.settled('old');
}

main().then(
  (holds) => process.exit(holds ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
