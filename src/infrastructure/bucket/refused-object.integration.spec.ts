import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { AppConfig } from '#config/app-config';
import { newJobId } from '#domain/jobs/analysis-job';
import { FilesystemSampleStore } from '#infrastructure/filesystem/filesystem-sample-store';
import { RedisSampleHolders } from '#infrastructure/redis/samples/redis-sample-holders';
import { inChunks, LIMITS, running } from '#test/contracts/sample-store.contract';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { BucketClient } from './bucket-client';
import { BucketSampleStore } from './bucket-sample-store';

/** A bucket in memory whose owner says which keys may be got. */
class GuardedBucket {
  mayGet: (key: string) => boolean = () => true;
  readonly objects = new Map<string, Buffer>();
  /** How often something was put. */
  puts = 0;
  private readonly server: Server = createServer((request, response) => {
    void this.answer(request).then(([status, body]) => response.writeHead(status).end(body));
  });

  async start(): Promise<BucketClient> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const config = new AppConfig();
    const endpoint = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    Object.assign(config.bucket, { name: 'samples', endpoint, accessKeyId: 'id', secretAccessKey: 'secret' });
    return new BucketClient(config, 0);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage): Promise<[status: number, body?: Uint8Array | string]> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const key = pathname.replace('/samples/', '');
    if (searchParams.has('list-type')) return [200, '<ListBucketResult></ListBucketResult>'];
    if (request.method === 'DELETE') return [this.objects.delete(key) ? 204 : 404];
    if (request.method !== 'PUT') {
      if (this.mayGet(key)) return [200, this.objects.get(key) ?? ''];
      return [403, '<Error><Code>InvalidObjectState</Code></Error>'];
    }
    this.puts += 1;
    this.objects.set(key, Buffer.concat(chunks));
    return [200];
  }
}

describe('a sample that the bucket does not give out', () => {
  const bucket = new GuardedBucket();
  let redis: TemporaryRedis;
  let directory: TemporaryDirectory;
  let store: BucketSampleStore;

  beforeAll(async () => {
    [redis, directory] = await Promise.all([TemporaryRedis.start(), TemporaryDirectory.create()]);
  });
  beforeEach(async () => {
    const config = new AppConfig();
    Object.assign(config.storage, { dataDir: directory.path, minFreeSpaceMb: 0 });
    const holders = new RedisSampleHolders(await redis.connect());
    store = new BucketSampleStore(new FilesystemSampleStore(config), await bucket.start(), holders);
  });
  afterEach(() => {
    bucket.stop();
    bucket.objects.clear();
  });
  afterAll(() => Promise.all([redis.stop(), directory.remove()]));

  it.each([
    ['alone', (key: string): boolean => !key.startsWith('samples/'), 'SAMPLE_MISSING', 2],
    ['nor anything else', (): boolean => false, 'SERVICE_UNAVAILABLE', 1],
  ])('(%s) is missing only where the bucket serves otherwise', async (_, mayGet, code, trials) => {
    const job = newJobId();
    const sample = await store.receive(inChunks(randomBytes(5000)), LIMITS, running);
    await store.keep(sample, job);
    bucket.mayGet = mayGet;
    bucket.puts = 0;
    for (let times = 0; times < 2; times += 1) {
      await expect(store.locate(sample.sha256, job)).rejects.toMatchObject({ code });
    }
    // A bucket that has failed is left alone for a while; nothing of a trial is left there.
    expect([bucket.puts, bucket.objects.size]).toEqual([trials, 1]);
  });
});
