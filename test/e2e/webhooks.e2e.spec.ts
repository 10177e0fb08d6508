import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

import { ApiCaller } from '#test/support/api-caller';
import { eventually } from '#test/support/eventually';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

interface Message {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
interface Made {
  readonly id: string;
  readonly secret: string;
}

const ADMIN_KEY = 'the-bootstrap-key-of-these-tests';

let bin2nlp: RunningBin2nlp;
let owner: ApiCaller;
let other: ApiCaller;
let ownerKey: string;
let admin: ApiCaller;
let receiver: Server;
let address: string;
const received: Message[] = [];
/** What the receiver answers, one after the other; then 204. */
const statuses: number[] = [];

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(pieces).toString() });
      response.writeHead(statuses.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  bin2nlp = await RunningBin2nlp.start({
    BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
    BIN2NLP_FEATURE_RATE_LIMITING: 'off',
    BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
    BIN2NLP_WEBHOOKS__ALLOW_HTTP: 'on',
    BIN2NLP_WEBHOOKS__ALLOWED_NETWORKS: '127.0.0.1/32',
    BIN2NLP_WEBHOOKS__MAX_PER_KEY: '3',
  });
  admin = new ApiCaller(bin2nlp.url).with(ADMIN_KEY);
  const [one, two] = await Promise.all([admin.newKey(), admin.newKey()]);
  [owner, ownerKey, other] = [one.caller, one.id, two.caller];
});

afterAll(async () => {
  await bin2nlp.stop();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

beforeEach(() => {
  received.length = 0;
  statuses.length = 0;
});

const dataOf = ({ body }: { body: unknown }): Made => (body as { data: Made }).data;
const making = async (facts: object = {}): Promise<Made> => {
  const answer = await owner.post('/api/v1/webhooks', { url: address, ...facts });
  expect(answer.status).toBe(201);
  return dataOf(answer);
};
const removing = ({ id }: Made): Promise<unknown> => owner.delete(`/api/v1/webhooks/${id}`);
const messagesOf = (type: string): readonly Message[] => received.filter(({ body }) => body.includes(`"${type}"`));

describe('webhooks', () => {
  it('tell of the end of every job of their key, signed, and of no other', async () => {
    const hook = await making({ description: 'build server' });
    const [mine] = await Promise.all([
      owner.submit('/bin/true', { analysis_depth: 'quick', wait_seconds: 30 }),
      other.submit('/bin/true', { analysis_depth: 'quick', wait_seconds: 30 }),
    ]);
    expect(mine.status).toBe(200);
    const again = await owner.submit('/bin/true', { analysis_depth: 'quick', wait_seconds: 30 });
    await eventually(() => {
      expect(received).toHaveLength(2);
    });
    const told = received.map(({ headers, body }) => new Webhook(hook.secret).verify(body, headers as never));
    const jobs = (await owner.get('/api/v1/jobs')).body as { data: { id: string }[] };
    expect(told.map((message) => (message as { data: { job_id: string } }).data.job_id).sort()).toEqual(
      jobs.data.map(({ id }) => id).sort(),
    );
    expect(told[0]).toMatchObject({
      type: 'analysis.completed',
      data: { status: 'completed', file: { size: expect.any(Number) as number }, error: null },
    });
    expect(again.status).toBe(200);
    const { data } = (await owner.get(`/api/v1/webhooks/${hook.id}/deliveries`)).body as { data: object[] };
    expect(data).toHaveLength(2);
    expect(data[0]).toMatchObject({ state: 'delivered', attempts: [{ status: 204, fault: null }] });
    await removing(hook);
  });

  it('tell of a batch once, when all of it has ended', async () => {
    const hook = await making({ events: ['batch.completed'] });
    const files = [
      ['true', readFileSync('/bin/true')],
      ['false', readFileSync('/bin/false')],
      ['text', Buffer.from('read me')],
    ] as const;
    const sent = await owner.postFiles('/api/v1/batches', files, { analysis_depth: 'quick' });
    const { batch_id: id } = (sent.body as { data: { batch_id: string } }).data;
    await owner.postFiles('/api/v1/batches', [['text', Buffer.from('read me')]]);
    await eventually(() => {
      expect(received).toHaveLength(2);
    });
    const told = received.map(({ headers, body }) => new Webhook(hook.secret).verify(body, headers as never));
    const whole = told.find((message) => (message as { data: { batch_id: string } }).data.batch_id === id);
    expect(whole).toMatchObject({
      type: 'batch.completed',
      data: { state: 'received', total: 3, counts: { completed: 2, refused: 1 }, status_url: `/api/v1/batches/${id}` },
    });
    await removing(hook);
  });

  it('tell again what was not taken, and send once more what is asked for', async () => {
    const hook = await making({ events: ['analysis.failed'] });
    statuses.push(500);
    const tested = dataOf(await owner.post(`/api/v1/webhooks/${hook.id}/test`, {}));
    const path = `/api/v1/webhooks/${hook.id}/deliveries/${tested.id}`;
    await eventually(async () => {
      expect(dataOf(await owner.get(path))).toMatchObject({
        state: 'delivered',
        attempts: [{ status: 500, fault: 'HTTP 500' }, { status: 204 }],
      });
    });
    expect((await owner.post(`${path}/replay`, {})).status).toBe(202);
    await eventually(() => {
      expect(messagesOf('webhook.test')).toHaveLength(3);
    });
    expect(new Set(received.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)).size).toBe(1);
    // It wanted to hear of failures only.
    await owner.submit('/bin/true', { analysis_depth: 'quick', wait_seconds: 30 });
    const { data } = (await owner.get(`/api/v1/webhooks/${hook.id}/deliveries`)).body as { data: object[] };
    expect(data).toHaveLength(1);
    await removing(hook);
  });

  it('change their secret with a day in which both sign', async () => {
    const hook = await making();
    const { secret } = dataOf(await owner.post(`/api/v1/webhooks/${hook.id}/secret`, {}));
    expect(secret).not.toBe(hook.secret);
    await owner.post(`/api/v1/webhooks/${hook.id}/test`, {});
    await eventually(() => {
      expect(received).toHaveLength(1);
    });
    const [{ headers, body }] = received as [Message];
    for (const each of [secret, hook.secret]) {
      expect(new Webhook(each).verify(body, headers as never)).toMatchObject({ type: 'webhook.test' });
    }
    await removing(hook);
  });

  it('are disabled by 410, and by their owner; nothing is sent then', async () => {
    const hook = await making();
    statuses.push(410);
    await owner.post(`/api/v1/webhooks/${hook.id}/test`, {});
    const path = `/api/v1/webhooks/${hook.id}`;
    await eventually(async () => {
      expect(dataOf(await owner.get(path))).toMatchObject({
        enabled: false,
        disabled_because: 'The receiver answered 410 Gone',
      });
    });
    const enabled = await owner.patch(path, { enabled: true, description: 'again' });
    expect(dataOf(enabled)).toMatchObject({ enabled: true, disabled_because: null, description: 'again' });
    await owner.patch(path, { enabled: false });
    const tested = dataOf(await owner.post(`${path}/test`, {}));
    await eventually(async () => {
      expect(dataOf(await owner.get(`${path}/deliveries/${tested.id}`))).toMatchObject({
        state: 'failed',
        attempts: [{ status: null, fault: 'The webhook is disabled' }],
      });
    });
    expect(received).toHaveLength(1);
    await removing(hook);
  });

  it('are refused where they cannot be, and belong to their key alone', async () => {
    const post = (body: object): Promise<{ status: number; body: unknown }> => owner.post('/api/v1/webhooks', body);
    for (const url of ['ftp://x.example/', 'https://a:b@x.example/', 'no address', '', 7]) {
      expect(await post({ url })).toMatchObject({ status: 400, body: { error: { code: 'INVALID_OPTION' } } });
    }
    expect((await post({ url: address, events: [] })).status).toBe(400);
    expect((await post({ url: address, events: ['analysis.begun'] })).status).toBe(400);
    const made = [await making(), await making(), await making()];
    expect(await post({ url: address })).toMatchObject({
      status: 409,
      body: { error: { code: 'LIMIT_REACHED', message: 'This key has 3 webhooks, as many as it may.' } },
    });
    for (const caller of [other, admin]) {
      expect((await caller.get(`/api/v1/webhooks/${made[0]!.id}`)).status).toBe(404);
    }
    expect(JSON.stringify((await owner.get('/api/v1/webhooks')).body)).not.toContain('whsec_');
    await Promise.all(made.map(removing));
    expect(((await owner.get('/api/v1/webhooks')).body as { total_count: number }).total_count).toBe(0);
  });

  it('tell nobody any more when their key is revoked', async () => {
    const hook = await making();
    const givenUp = async (): Promise<number> => {
      const page = (await new ApiCaller(bin2nlp.url).get('/metrics')).text;
      return Number(/webhook_attempts_total\{[^}]*outcome="failed"[^}]*\} (\d+)/.exec(page)?.[1]);
    };
    const before = await givenUp();
    statuses.push(503);
    await owner.post(`/api/v1/webhooks/${hook.id}/test`, {});
    await eventually(() => {
      expect(received).toHaveLength(1);
    });
    await admin.delete(`/api/v1/auth/keys/${ownerKey}`);
    await eventually(async () => {
      expect(await givenUp()).toBe(before + 1);
    });
    expect(received).toHaveLength(1);
  });
});
