import type { Answer } from '#test/support/hostile-bucket';
import { HostileBucket } from '#test/support/hostile-bucket';
import { BucketCheck } from './bucket-check';

const listing = (rest: string): Answer => {
  const text = `<?xml version="1.0"?><ListBucketResult>${rest}</ListBucketResult>`;
  return (_, response) => void response.end(text);
};

describe('a bucket', () => {
  let hostile: HostileBucket;
  afterEach(() => {
    hostile.stop();
  });

  it('that is silent is degraded before the report of health gives it up, and is asked once in a while only', async () => {
    hostile = await HostileBucket.start(() => undefined);
    const check = new BucketCheck(hostile.client(0, { timeoutSeconds: 10 }));
    const [report, ...others] = await Promise.all([check.check(), check.check(), check.check()]);
    expect(report).toEqual({
      status: 'degraded',
      detail: 'it does not answer within 1500 ms. Files are refused until it serves',
    });
    expect(others).toEqual([report, report]);
    expect(hostile.requests).toHaveLength(1);
  });

  it('that answers is healthy', async () => {
    hostile = await HostileBucket.start(listing('<IsTruncated>false</IsTruncated>'));
    expect(await new BucketCheck(hostile.client()).check()).toEqual({ status: 'healthy' });
  });

  it('whose listing goes round in circles is refused', async () => {
    const more = '<IsTruncated>true</IsTruncated><NextContinuationToken>again</NextContinuationToken>';
    hostile = await HostileBucket.start(listing(more));
    const all = async (): Promise<void> => {
      for await (const { key } of hostile.client().list('samples/')) expect(key).toBeUndefined();
    };
    await expect(all()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(hostile.requests).toHaveLength(2);
  });

  it('is asked for sizes over one connection', async () => {
    hostile = await HostileBucket.start((_, response) => void response.writeHead(200, { 'content-length': '7' }).end());
    const client = hostile.client();
    for (let count = 0; count < 10; count += 1) expect(await client.sizeOf('samples/x')).toBe(7);
    const sockets = new Set(hostile.requests.map(({ request }) => request.socket));
    expect(sockets.size).toBe(1);
  });
});
