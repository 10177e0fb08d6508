import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { AppConfig } from '#config/app-config';
import { newJobId } from '#domain/jobs/analysis-job';
import { FilesystemSampleStore } from '#infrastructure/filesystem/filesystem-sample-store';
import { FreeSpace } from '#infrastructure/filesystem/free-space';
import { RedisSampleHolders } from '#infrastructure/redis/samples/redis-sample-holders';
import type { SampleStoreSubject } from '#test/contracts/sample-store.contract';
import { describeSampleStoreContract, inChunks, LIMITS, running } from '#test/contracts/sample-store.contract';
import { filesBelow } from '#test/support/files-below';
import { TemporaryBucket } from '#test/support/temporary-bucket';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { BucketSampleStore } from './bucket-sample-store';

let redis: TemporaryRedis;
let bucket: TemporaryBucket;
let holders: RedisSampleHolders;
const directories: TemporaryDirectory[] = [];

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  bucket = await TemporaryBucket.start();
  holders = new RedisSampleHolders(await redis.connect());
});
beforeEach(() => bucket.empty());
afterAll(async () => {
  await Promise.all([redis.stop(), bucket.stop(), ...directories.map((directory) => directory.remove())]);
});

interface Machine {
  readonly store: BucketSampleStore;
  readonly files: () => Promise<readonly string[]>;
  /** The same directory, as it is used without a bucket. */
  readonly local: FilesystemSampleStore;
  /** Bytes that are free on its disk. */
  readonly disk: { free: number };
}

/** One with a disk of its own; all share Redis and the bucket. */
async function machine(client = bucket.client()): Promise<Machine> {
  const directory = await TemporaryDirectory.create();
  directories.push(directory);
  const config = new AppConfig();
  Object.assign(config.storage, { dataDir: directory.path, minFreeSpaceMb: 0 });
  const disk = { free: Number.MAX_SAFE_INTEGER };
  const space = new FreeSpace(directory.path, 0, () => Promise.resolve(disk.free));
  const local = new FilesystemSampleStore(config, space);
  return { store: new BucketSampleStore(local, client, holders), files: () => filesBelow(directory.path), local, disk };
}

describeSampleStoreContract('BucketSampleStore', async (): Promise<SampleStoreSubject> => {
  const { store, files } = await machine();
  return {
    store,
    read: (file) => readFile(file),
    files: async () => [...(await files()), ...(await bucket.keys())],
    // A bucket tells whole seconds.
    age: () => delay(1100),
    sweepAgeMs: 50,
  };
});

describe('BucketSampleStore', () => {
  it('gives a sample to another machine, which lets it go, and keeps it in the bucket until its job does', async () => {
    const [api, worker] = [await machine(), await machine()];
    const content = randomBytes(300_000);
    const job = newJobId();
    const sample = await api.store.receive(inChunks(content), LIMITS, running);
    await api.store.keep(sample, job);
    expect(await api.files()).toEqual([]);
    const path = String(await worker.store.locate(sample.sha256, job));
    expect(await readFile(path)).toEqual(content);
    expect(await worker.store.locate(sample.sha256, job)).toBe(path);
    await worker.store.letGo(sample.sha256, job);
    expect([await worker.files(), await bucket.keys()]).toEqual([[], [expect.stringContaining(sample.sha256)]]);
    await api.store.release(sample.sha256, job);
    expect(await bucket.keys()).toEqual([]);
  });

  it('stores one content once, whichever machines keep it, also at once', async () => {
    const machines = [await machine(), await machine(), await machine()];
    const content = randomBytes(5000);
    const held = await Promise.all(
      machines.map(async ({ store }) => {
        const sample = await store.receive(inChunks(content), LIMITS, running);
        const job = newJobId();
        await store.keep(sample, job);
        return { sample, job };
      }),
    );
    expect(await bucket.keys()).toHaveLength(1);
    for (const { sample, job } of held) {
      expect(await readFile(String(await machines[0]?.store.locate(sample.sha256, job)))).toEqual(content);
      await machines[1]?.store.release(sample.sha256, job);
      await machines[0]?.store.letGo(sample.sha256, job);
    }
    expect(await bucket.keys()).toEqual([]);
  });

  it('stores a content anew when what its holders hold has gone or is of another size', async () => {
    const { store } = await machine();
    const content = randomBytes(5000);
    const [first, second, third] = [newJobId(), newJobId(), newJobId()];
    const keep = async (job: typeof first): Promise<string> => {
      const sample = await store.receive(inChunks(content), LIMITS, running);
      await store.keep(sample, job);
      return sample.sha256;
    };
    await keep(first);
    const [spoiled = ''] = await bucket.keys();
    await bucket.client().remove(spoiled);
    await keep(second);
    await keep(third);
    expect(await bucket.keys()).toHaveLength(1);
    const sample = await store.receive(inChunks(content), LIMITS, running);
    expect(await store.locate(sample.sha256, first)).toBeUndefined();
    for (const job of [second, third]) {
      expect(await readFile(String(await store.locate(sample.sha256, job)))).toEqual(content);
      await store.release(sample.sha256, job);
    }
    expect(await bucket.keys()).toEqual([]);
  });

  it.each([
    ['other bytes', randomBytes(5000)],
    ['fewer bytes', randomBytes(4999)],
    ['more bytes', randomBytes(5001)],
  ])('gives out nothing that somebody has put in its place: %s', async (_, other) => {
    const { store, files } = await machine();
    const job = newJobId();
    const sample = await store.receive(inChunks(randomBytes(5000)), LIMITS, running);
    await store.keep(sample, job);
    const [key = ''] = await bucket.keys();
    const { sha256 } = await store.receive(inChunks(other), LIMITS, running).then(async (received) => {
      await store.discard(received);
      return received;
    });
    await bucket.client().put(key, { size: other.length, sha256, content: () => inChunks(other) });
    await expect(store.locate(sample.sha256, job)).rejects.toMatchObject({ code: 'SAMPLE_ALTERED' });
    expect(await files()).toEqual([]);
  });

  it('sweeps what a crash left between the bucket and its holders, and nothing of others', async () => {
    const { store } = await machine();
    const kept = await store.receive(inChunks(randomBytes(100)), LIMITS, running);
    const job = newJobId();
    await store.keep(kept, job);
    const orphan = await store.receive(inChunks(randomBytes(100)), LIMITS, running);
    const content = (): AsyncIterable<Uint8Array> => inChunks(Buffer.from('x'));
    const { sha256 } = await store.receive(content(), LIMITS, running);
    const key = join('samples', orphan.sha256, newJobId());
    for (const name of [key, 'samples/of-somebody-else']) await bucket.client().put(name, { size: 1, sha256, content });
    await delay(1100);
    await store.sweep((id) => Promise.resolve(id === job), 50);
    expect((await bucket.keys()).filter((name) => !name.includes(kept.sha256))).toEqual(['samples/of-somebody-else']);
    expect(await store.locate(kept.sha256, job)).toBeDefined();
  });

  it('is away for a machine that has no room for a sample, until there is some', async () => {
    const [api, worker] = [await machine(), await machine()];
    const content = randomBytes(5000);
    const job = newJobId();
    const sample = await api.store.receive(inChunks(content), LIMITS, running);
    await api.store.keep(sample, job);
    worker.disk.free = 4999;
    const refusal = { code: 'SERVICE_UNAVAILABLE', cause: { code: 'INSUFFICIENT_STORAGE' } };
    await expect(worker.store.locate(sample.sha256, job)).rejects.toMatchObject(refusal);
    worker.disk.free = 5000;
    expect(await readFile(String(await worker.store.locate(sample.sha256, job)))).toEqual(content);
  });

  it('finds what was kept before there was a bucket, as often as it is asked, until its job releases it', async () => {
    const { store, local, files } = await machine();
    const content = randomBytes(5000);
    const [job, upload] = [newJobId(), newJobId()];
    const sample = await local.receive(inChunks(content), LIMITS, running);
    const { sha256 } = sample;
    await local.keep(sample, job);
    // A run that is handed back, and the next one.
    for (let runs = 0; runs < 2; runs += 1) {
      expect(await readFile(String(await store.locate(sha256, job)))).toEqual(content);
      await store.letGo(sha256, job);
    }
    await local.keep(await local.receive(inChunks(content), LIMITS, running), upload);
    const ticket = String(await store.takeBack(sha256, upload));
    const later = newJobId();
    await store.keep({ ...sample, ticket }, later);
    expect([await bucket.keys(), await store.takeBack(sha256, upload)]).toEqual([[expect.any(String)], undefined]);
    for (const id of [job, later]) await store.release(sha256, id);
    expect([await files(), await bucket.keys()]).toEqual([[], []]);
  });
});
