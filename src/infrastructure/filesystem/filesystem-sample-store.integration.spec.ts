import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFile,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { ReceivedSample } from '#application/ports/sample-store.port';
import { AppConfig } from '#config/app-config';
import type { JobId } from '#domain/jobs/analysis-job';
import { newJobId } from '#domain/jobs/analysis-job';
import type { SampleStoreSubject } from '#test/contracts/sample-store.contract';
import { describeSampleStoreContract, inChunks, LIMITS, running } from '#test/contracts/sample-store.contract';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { FilesystemSampleStore } from './filesystem-sample-store';

const directories: TemporaryDirectory[] = [];

afterAll(async () => {
  await Promise.all(directories.map((directory) => directory.remove()));
  await rm(ELSEWHERE, { force: true });
});

async function makeStore(minFreeSpaceMb = 0): Promise<{ store: FilesystemSampleStore; path: string }> {
  const directory = await TemporaryDirectory.create();
  directories.push(directory);
  const config = new AppConfig();
  Object.assign(config.storage, { dataDir: directory.path, minFreeSpaceMb });
  return { store: new FilesystemSampleStore(config), path: directory.path };
}

async function kept(store: FilesystemSampleStore, content: Buffer, job: JobId): Promise<ReceivedSample> {
  const received = await store.receive(inChunks(content), LIMITS, running);
  await store.keep(received, job);
  return received;
}

const ELSEWHERE = join(tmpdir(), `bin2nlp-elsewhere-${process.pid}`);

const ALTERATIONS: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  replaced: async (path) => {
    await writeFile(`${path}.new`, randomBytes(5000));
    await rename(`${path}.new`, path);
  },
  'replaced by a link': async (path) => {
    await writeFile(ELSEWHERE, 'of somebody else');
    await rm(path);
    await symlink(ELSEWHERE, path);
  },
  'replaced by a link to nowhere': async (path) => {
    await rm(path);
    await symlink('/nowhere', path);
  },
  'replaced by a directory': async (path) => {
    await rm(path);
    await mkdir(path);
    await writeFile(join(path, 'inside'), 'x');
  },
  'replaced by a pipe': async (path) => {
    await rm(path);
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
  },
  'cut short': (path) => truncate(path, 10),
  appended: (path) => appendFile(path, 'x'),
  'written to': async (path) => {
    const file = await open(path, 'r+');
    await file.write(Buffer.from('other'), 0, 5, 100);
    await file.close();
  },
};

async function filesIn(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

describeSampleStoreContract('FilesystemSampleStore', async (): Promise<SampleStoreSubject> => {
  const { store, path } = await makeStore();
  return {
    store,
    read: (file) => readFile(file),
    files: () => filesIn(path),
    age: () => delay(60),
    sweepAgeMs: 50,
  };
});

describe('FilesystemSampleStore', () => {
  it('lets nobody else read what it stores', async () => {
    const { store, path } = await makeStore();
    const received = await store.receive(inChunks(randomBytes(10)), LIMITS, running);
    expect((await stat(join(path, 'tmp'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(path, 'tmp', received.ticket))).mode & 0o777).toBe(0o600);
    const job = newJobId();
    await store.keep(received, job);
    const file = await store.locate(received.sha256, job);
    expect((await stat(file ?? '')).mode & 0o777).toBe(0o600);
    expect((await stat(join(path, 'samples'))).mode & 0o777).toBe(0o700);
  });

  it('stores one content once', async () => {
    const { store } = await makeStore();
    const content = randomBytes(5000);
    const inodes = [];
    for (const job of [newJobId(), newJobId()]) {
      const received = await store.receive(inChunks(content), LIMITS, running);
      await store.keep(received, job);
      inodes.push((await stat((await store.locate(received.sha256, job)) ?? '')).ino);
    }
    expect(inodes[0]).toBe(inodes[1]);
  });

  describe.each(Object.entries(ALTERATIONS))('with a stored file %s', (how, alter) => {
    const content = randomBytes(5000);

    it('gives the next holder a good copy, which the one after shares', async () => {
      const { store, path } = await makeStore();
      const [first, second, third] = [newJobId(), newJobId(), newJobId()];
      const { sha256 } = await kept(store, content, first);
      const spoiled = String(await store.locate(sha256, first));
      await alter(spoiled);
      await kept(store, content, second);
      await kept(store, content, third);
      const good = await Promise.all([second, third].map(async (job) => String(await store.locate(sha256, job))));
      expect(await Promise.all(good.map((file) => readFile(file)))).toEqual([content, content]);
      const [one, other] = await Promise.all(good.map((file) => lstat(file)));
      expect(one?.ino).toBe(other?.ino);
      for (const job of [first, second, third]) await store.release(sha256, job);
      expect(await readdir(join(path, 'samples'))).toEqual([]);
      if (how.endsWith('link')) expect(await readFile(ELSEWHERE, 'utf8')).toBe('of somebody else');
    });

    it('replaces it when the same job keeps it again', async () => {
      const { store } = await makeStore();
      const job = newJobId();
      const { sha256 } = await kept(store, content, job);
      const spoiled = String(await store.locate(sha256, job));
      await alter(spoiled);
      await kept(store, content, job);
      expect(await readFile(spoiled)).toEqual(content);
    });

    it('sweeps it when nobody needs it', async () => {
      const { store, path } = await makeStore();
      const job = newJobId();
      const { sha256 } = await kept(store, content, job);
      await alter(String(await store.locate(sha256, job)));
      await delay(60);
      expect([how, await store.sweep(() => Promise.resolve(false), 50)]).toEqual([how, 1]);
      expect(await readdir(join(path, 'samples'))).toEqual([]);
    });
  });

  it('leaves no directory behind', async () => {
    const { store, path } = await makeStore();
    const job = newJobId();
    const received = await store.receive(inChunks(randomBytes(10)), LIMITS, running);
    await store.keep(received, job);
    await store.release(received.sha256, job);
    expect(await readdir(join(path, 'samples'))).toEqual([]);
  });

  it('never takes a ticket for a path', async () => {
    const { store } = await makeStore();
    const received = await store.receive(inChunks(randomBytes(10)), LIMITS, running);
    await expect(store.discard({ ...received, ticket: '../samples' })).rejects.toThrow(RangeError);
  });

  it('refuses an upload that would leave too little space, before it reads it', async () => {
    const { store, path } = await makeStore(1_048_576 * 1024);
    const content = { [Symbol.asyncIterator]: jest.fn() };
    await expect(store.receive(content, LIMITS, running)).rejects.toMatchObject({ code: 'INSUFFICIENT_STORAGE' });
    expect(content[Symbol.asyncIterator]).not.toHaveBeenCalled();
    expect(await filesIn(path)).toEqual([]);
  });
});
