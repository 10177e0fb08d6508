import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  appendFile,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { eventually } from '#test/support/eventually';
import { filesBelow } from '#test/support/files-below';
import { TemporaryRedis } from '#test/support/temporary-redis';

const TRUE = readFileSync('/bin/true');
const LS = readFileSync('/bin/ls');
/** What follows the image is another content, and the same program. */
const contentOf = (name: string): Buffer => Buffer.concat([TRUE, Buffer.from(name.padEnd(12))]);

interface Job {
  readonly id: string;
  /** Where the service keeps its sample. */
  readonly path: string;
}

/** What becomes of a stored file; each leaves the name in its place. */
const ALTERATIONS: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  replaced: async (path) => {
    await writeFile(`${path}.new`, LS);
    await rename(`${path}.new`, path);
  },
  linked: async (path) => {
    await rm(path);
    await symlink('/bin/ls', path);
  },
  directory: async (path) => {
    await rm(path);
    await mkdir(path);
    await writeFile(join(path, 'inside'), LS);
  },
  truncated: (path) => truncate(path, TRUE.length),
  appended: (path) => appendFile(path, 'more'),
  overwritten: (path) => writeByte(path),
};

describe('a stored sample that is not the one that was sent any more', () => {
  let redis: TemporaryRedis;
  let url: string;
  const processes: Bin2nlpProcess[] = [];

  beforeAll(async () => {
    redis = await TemporaryRedis.start();
    url = await launch('api').url();
  });
  afterAll(async () => {
    await Promise.all(processes.map((process) => process.end()));
    await redis.stop();
  });

  const launch = (role: 'api' | 'worker'): Bin2nlpProcess => {
    const started = Bin2nlpProcess.launch({
      BIN2NLP_ROLE: role,
      BIN2NLP_REDIS__URL: redis.url,
      BIN2NLP_STORAGE__DATA_DIR: redis.directory.path,
    });
    processes.push(started);
    return started;
  };
  const submit = async (content: Buffer, options: object = {}): Promise<Job> => {
    const { status, body } = await request(url)
      .post('/api/v1/analyze')
      .query({ analysis_depth: 'quick', wait_seconds: 0, ...options })
      .type('application/octet-stream')
      .send(content);
    expect(status).toBe(202);
    const id = body.data.job_id as string;
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { id, path: join(redis.directory.path, 'samples', sha256, `${id}.bin`) };
  };
  const jobAt = async ({ id }: Job): Promise<{ status: string; error?: { code: string; message: string } }> =>
    (await request(url).get(`/api/v1/jobs/${id}`)).body.data as { status: string };
  const ended = async (job: Job): Promise<readonly [string, string | undefined]> => {
    await eventually(async () => {
      expect(['completed', 'failed']).toContain((await jobAt(job)).status);
    });
    const { status, error } = await jobAt(job);
    return [status, error?.code];
  };
  const countsOf = async ({ id }: Job): Promise<object> => {
    const { body } = await request(url).get(`/api/v1/analyze/${id}`);
    return body.data.result.summary.counts as object;
  };

  const FAILED = ['failed', 'SAMPLE_ALTERED'];
  const DONE = ['completed', undefined];

  it('fails its job, is not stored as a result, and is gone: who sends it again gets an answer', async () => {
    const names = Object.keys(ALTERATIONS);
    const reference = await submit(contentOf('untouched'));
    const missing = await submit(contentOf('missing'));
    await rm(missing.path);
    const jobs = new Map<string, Job>();
    for (const name of names) {
      const job = await submit(contentOf(name));
      await ALTERATIONS[name]?.(job.path);
      jobs.set(name, job);
    }
    const worker = launch('worker');
    await worker.url();
    expect(await ended(reference)).toEqual(DONE);
    expect(await ended(missing)).toEqual(['failed', 'SAMPLE_MISSING']);
    for (const [name, job] of jobs) expect([name, ...(await ended(job))]).toEqual([name, ...FAILED]);
    const counts = await countsOf(reference);
    for (const name of ['missing', ...names]) {
      const again = await submit(contentOf(name));
      expect([name, ...(await ended(again))]).toEqual([name, ...DONE]);
      expect(await countsOf(again)).toEqual(counts);
    }
    worker.signal('SIGTERM');
    await worker.status();
    expect(await filesBelow(join(redis.directory.path, 'samples'))).toEqual([]);
    expect(await readdir(join(redis.directory.path, 'samples'))).toEqual([]);
  });

  it('does not keep those from their answer who have sent the same', async () => {
    const [one, other] = [contentOf('one name replaced'), contentOf('one inode altered')];
    // Who follows holds the content by a name of its own.
    const [first, follower] = [await submit(one), await submit(one)];
    await ALTERATIONS['replaced']?.(first.path);
    // Two names of one file, altered for both; who comes later brings the right one.
    const both = [await submit(other), await submit(other)];
    await ALTERATIONS['overwritten']?.((both[0] as Job).path);
    const later = [await submit(other), await submit(other)];
    const worker = launch('worker');
    await worker.url();
    expect([await ended(first), await ended(follower)]).toEqual([FAILED, DONE]);
    for (const job of both) expect(await ended(job)).toEqual(FAILED);
    for (const job of later) expect(await ended(job)).toEqual(DONE);
    expect(await countsOf(follower)).toEqual(await countsOf(later[0] as Job));
    worker.signal('SIGTERM');
    await worker.status();
    expect(await readdir(join(redis.directory.path, 'samples'))).toEqual([]);
  });

  it('fails its job also when it is written to, or replaced, while it is analysed', async () => {
    const git = readFileSync('/usr/bin/git');
    const worker = launch('worker');
    await worker.url();
    for (const alter of [ALTERATIONS['overwritten'], ALTERATIONS['replaced']]) {
      const job = await submit(git, { analysis_depth: 'comprehensive' });
      await eventually(async () => {
        expect((await jobAt(job)).status).toBe('processing');
      });
      await alter?.(job.path);
      expect(await ended(job)).toEqual(FAILED);
    }
    worker.signal('SIGTERM');
    await worker.status();
    expect(worker.printed).toContain('SAMPLE_ALTERED');
    expect(await readdir(join(redis.directory.path, 'samples'))).toEqual([]);
  });
});

/** Of the same size, with the time of the last write set back. */
async function writeByte(path: string): Promise<void> {
  const { atime, mtime } = await stat(path);
  const file = await open(path, 'r+');
  await file.write(Buffer.from([0xcc]), 0, 1, TRUE.length - 100);
  await file.close();
  await utimes(path, atime, mtime);
}
