import { setTimeout as delay } from 'node:timers/promises';

import { describeDirectUploadsContract } from '#test/contracts/direct-uploads.contract';
import { TemporaryBucket } from '#test/support/temporary-bucket';
import { BucketDirectUploads } from './bucket-direct-uploads';

let bucket: TemporaryBucket;

beforeAll(async () => {
  bucket = await TemporaryBucket.start();
});
beforeEach(() => bucket.empty());
afterAll(() => bucket.stop());

describeDirectUploadsContract('BucketDirectUploads', () =>
  Promise.resolve({
    uploads: new BucketDirectUploads(bucket.client()),
    send: async (_, { url, headers }, body) => {
      const { status } = await fetch(url, { method: 'PUT', headers, body: Buffer.from(body) });
      expect(status).toBe(200);
    },
    // A bucket tells whole seconds.
    age: () => delay(1100),
    sweepAgeMs: 50,
  }),
);
