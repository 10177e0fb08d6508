import { readFileSync } from 'node:fs';

import { ApiCaller } from '#test/support/api-caller';
import { eventually } from '#test/support/eventually';
import type { RawAnswer } from '#test/support/raw-http';
import { RawHttp } from '#test/support/raw-http';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const ADMIN_KEY = 'the-bootstrap-key-of-these-tests';
const BASIC = `Basic ${Buffer.from('bin2nlp:bin2nlp').toString('base64')}`;
const LS = readFileSync('/bin/ls');
const ANALYZE = 'POST /api/v1/analyze?analysis_depth=quick';
const IDENTIFY = 'POST /v1/magic/content?filename=ls';

/** Sends a byte now and then: never idle, and much too slow. */
class TricklingUpload {
  private readonly timer: NodeJS.Timeout;
  readonly answer: Promise<RawAnswer>;

  private constructor(private readonly client: RawHttp) {
    this.timer = setInterval(() => {
      client.send('x');
    }, 100);
    this.answer = client.answer().finally(() => {
      clearInterval(this.timer);
    });
    this.answer.catch(() => undefined);
  }

  /** @param head request line without the version, and the header that says who asks */
  static async begin(url: string, target: string, authorization?: string): Promise<TricklingUpload> {
    const client = await RawHttp.connect(url);
    const lines = [
      `${target} HTTP/1.1`,
      'Host: here',
      'Content-Type: application/octet-stream',
      'Content-Length: 100000',
    ];
    client.send(
      [...lines, ...(authorization === undefined ? [] : [`Authorization: ${authorization}`]), '', 'x'].join('\r\n'),
    );
    return new TricklingUpload(client);
  }

  end(): void {
    clearInterval(this.timer);
    this.client.end();
  }
}

describe('the places of uploads', () => {
  let bin2nlp: RunningBin2nlp;
  let admin: ApiCaller;
  let uploads: TricklingUpload[];

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start({
      BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
      BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
      // What is in memory would leave no trace of its place to wait for.
      BIN2NLP_MAGIC__MEMORY_THRESHOLD_KB: '0',
      BIN2NLP_STORAGE__MAX_CONCURRENT_UPLOADS: '4',
      BIN2NLP_STORAGE__MAX_CONCURRENT_UPLOADS_PER_KEY: '2',
      BIN2NLP_SERVER__CROWDED_UPLOAD_SECONDS: '1',
    });
    admin = new ApiCaller(bin2nlp.url).with(ADMIN_KEY);
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  beforeEach(() => {
    uploads = [];
  });
  afterEach(async () => {
    for (const upload of uploads) upload.end();
    await eventually(async () => {
      expect(await bin2nlp.files()).toEqual([]);
    });
  });

  const newKey = async (): Promise<ApiCaller> => (await admin.newKey()).caller;
  /** Resolves once `count` uploads have a place each. */
  const arrived = (count: number): Promise<void> =>
    eventually(async () => {
      expect(await bin2nlp.files()).toHaveLength(count);
    });
  const trickle = async (target: string, authorization?: string): Promise<TricklingUpload> => {
    const before = (await bin2nlp.files()).length;
    const upload = await TricklingUpload.begin(bin2nlp.url, target, authorization);
    uploads.push(upload);
    await arrived(before + 1);
    return upload;
  };
  const bearer = (caller: ApiCaller): string => `Bearer ${caller.key ?? ''}`;
  const slots = (caller: ApiCaller): Promise<readonly [TricklingUpload, TricklingUpload]> =>
    trickle(ANALYZE, bearer(caller)).then(async (one) => [one, await trickle(IDENTIFY, bearer(caller))]);
  const signedPut = async (caller: ApiCaller): Promise<string> => {
    const { body } = await caller.post('/api/v1/upload', { filename: 'ls', size: 100_000 });
    return `PUT ${body.data.upload_url as string}`;
  };

  it('are shared out: a key that has its share is refused at every door, and others are not', async () => {
    const [key, other] = [await newKey(), await newKey()];
    await slots(key);
    const refused = await key.submit('/bin/ls');
    expect([refused.status, refused.body.error]).toMatchObject([
      503,
      { code: 'OVERLOADED', details: '2 uploads of this key are being received.' },
    ]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const identified = await key.postBytes('/v1/magic/content?filename=ls', LS);
    expect([identified.status, identified.body.request_id]).toEqual([503, expect.any(String)]);
    // A signed address needs no key, and counts for the one that made it.
    const put = await RawHttp.ask(
      bin2nlp.url,
      `${await signedPut(key)} HTTP/1.1`,
      'Host: here',
      'Content-Length: 100000',
      '',
      '',
    );
    expect([put.status, put.body]).toEqual([503, expect.stringContaining('2 uploads of this key')]);
    expect((await other.submit('/bin/ls')).status).toBe(200);
    expect((await other.postBytes('/v1/magic/content?filename=ls', LS)).status).toBe(200);
  });

  it('a Basic user has a share too, by name', async () => {
    await trickle(IDENTIFY, BASIC);
    await trickle(IDENTIFY, BASIC);
    const refused = await admin.postBytes('/v1/magic/content?filename=ls', LS).set('Authorization', BASIC);
    expect([refused.status, refused.body.details]).toEqual([503, '2 uploads of this key are being received.']);
    expect((await admin.postBytes('/v1/magic/content?filename=ls', LS)).status).toBe(200);
  });

  it('are given up by the slowest when all are taken and somebody else comes', async () => {
    const [one, two, newcomer] = [await newKey(), await newKey(), await newKey()];
    const slow = [...(await slots(one)), await trickle(await signedPut(two)), await trickle(ANALYZE, bearer(two))];
    const served = await eventually(async () => {
      const answer = await newcomer.submit('/bin/ls');
      expect(answer.status).not.toBe(503);
      return answer;
    });
    expect(served.status).toBe(200);
    const refused = await Promise.race(slow.map(({ answer }) => answer));
    expect(refused.status).toBe(408);
    expect(refused.body).toContain('less than 64 KB a second for 1 seconds while others waited for its place');
    // One made room for it, and its file is gone; the others go on.
    await arrived(3);
  });
});

describe('the places of uploads without authentication', () => {
  it('are all for the one caller, and the slow ones give way to the next', async () => {
    const bin2nlp = await RunningBin2nlp.start({
      BIN2NLP_STORAGE__MAX_CONCURRENT_UPLOADS: '3',
      BIN2NLP_STORAGE__MAX_CONCURRENT_UPLOADS_PER_KEY: '1',
      BIN2NLP_SERVER__CROWDED_UPLOAD_SECONDS: '1',
    });
    const slow: TricklingUpload[] = [];
    try {
      for (let count = 1; count <= 3; count += 1) {
        slow.push(await TricklingUpload.begin(bin2nlp.url, ANALYZE));
        await eventually(async () => {
          expect(await bin2nlp.files()).toHaveLength(count);
        });
      }
      await eventually(async () => {
        expect((await new ApiCaller(bin2nlp.url).submit('/bin/ls')).status).toBe(200);
      });
      expect((await Promise.race(slow.map(({ answer }) => answer))).status).toBe(408);
    } finally {
      for (const upload of slow) upload.end();
      await bin2nlp.stop();
    }
  });
});
