import { randomBytes } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { AppConfig } from '#config/app-config';
import { newJobId } from '#domain/analysis/analysis-job';
import { LIMITS, describeSampleStoreContract, inChunks, running } from '#test/contracts/sample-store.contract';
import type { SampleStoreSubject } from '#test/contracts/sample-store.contract';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { FilesystemSampleStore } from './filesystem-sample-store';

const directories: TemporaryDirectory[] = [];

afterAll(async () => {
  await Promise.all(directories.map((directory) => directory.remove()));
});

async function makeStore(minFreeSpaceMb = 0): Promise<{ store: FilesystemSampleStore; path: string }> {
  const directory = await TemporaryDirectory.create();
  directories.push(directory);
  const config = new AppConfig();
  Object.assign(config.storage, { dataDir: directory.path, minFreeSpaceMb });
  return { store: new FilesystemSampleStore(config), path: directory.path };
}

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
