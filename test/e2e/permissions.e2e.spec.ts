import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type request from 'supertest';

import { ApiCaller } from '#test/support/api-caller';
import { eventually } from '#test/support/eventually';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';
import { TemporaryDirectory } from '#test/support/temporary-directory';

const ADMIN_KEY = 'the-bootstrap-key-of-these-tests';
const SAMPLE = readFileSync('/bin/true');
/** Standard depth takes it long enough to be cancelled. */
const LONG_SAMPLE = readFileSync('/bin/bash');

let bin2nlp: RunningBin2nlp;
let exposed: TemporaryDirectory;
let callers: Readonly<Record<'nobody' | 'revoked' | 'expired' | 'owner' | 'other' | 'admin', ApiCaller>>;

beforeAll(async () => {
  exposed = await TemporaryDirectory.create();
  await writeFile(join(exposed.path, 'note.txt'), 'a note\n');
  bin2nlp = await RunningBin2nlp.start({
    BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
    BIN2NLP_FEATURE_RATE_LIMITING: 'off',
    BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
    BIN2NLP_MAGIC__BASE_DIR: exposed.path,
    BIN2NLP_WEBHOOKS__MAX_PER_KEY: '100',
  });
  const nobody = new ApiCaller(bin2nlp.url);
  const admin = nobody.with(ADMIN_KEY);
  const [owner, other, revoked, expired] = await Promise.all([
    admin.newKey(),
    admin.newKey(),
    admin.newKey(),
    admin.newKey({ expires_at: new Date(Date.now() + 5000).toISOString() }),
  ]);
  await admin.delete(`/api/v1/auth/keys/${revoked.id}`);
  await eventually(async () => {
    expect((await expired.caller.get('/api/v1/auth/validate')).status).toBe(401);
  });
  callers = {
    nobody,
    revoked: revoked.caller,
    expired: expired.caller,
    owner: owner.caller,
    other: other.caller,
    admin,
  };
});

afterAll(async () => {
  await bin2nlp.stop();
  await exposed.remove();
});

/** A thing that the owner has, made for one call: some calls destroy it. */
type Belonging = () => Promise<string>;
type Send = (caller: ApiCaller, path: string) => request.Test;

interface Rule {
  readonly operation: string;
  /** `own`: only of what is one's own, and no admin either; `signed`: whoever has the signed address. */
  readonly allowed: 'all' | 'keys' | 'own' | 'admins' | 'signed';
  readonly good: number;
  readonly belonging?: Belonging;
  readonly send?: Send;
}

const get: Send = (caller, path) => caller.get(path);
const erase: Send = (caller, path) => caller.delete(path);
const posting =
  (body: object): Send =>
  (caller, path) =>
    caller.post(path, body);
const sending =
  (bytes: Buffer): Send =>
  (caller, path) =>
    caller.postBytes(path, bytes);

const submitted = async (bytes: Buffer, query: string): Promise<string> => {
  const { body, status } = await callers.owner.postBytes(`/api/v1/analyze?${query}`, bytes);
  expect(status).toBeLessThan(300);
  return (body as { data: { job_id: string } }).data.job_id;
};
const finished: Belonging = () => submitted(SAMPLE, 'analysis_depth=standard&wait_seconds=30');
const underWay: Belonging = () => submitted(LONG_SAMPLE, 'wait_seconds=0&force_reanalysis=true');
const reserved: Belonging = async () => {
  const { body } = await callers.owner.post('/api/v1/upload', { filename: 'true', size: SAMPLE.length });
  return (body as { data: { upload_id: string } }).data.upload_id;
};
const sendingFiles =
  (...files: readonly (readonly [string, Buffer])[]): Send =>
  (caller, path) =>
    caller.postFiles(path, files);
const batched: Belonging = async () => {
  const { body } = await callers.owner.postFiles('/api/v1/batches', [['true', SAMPLE]]);
  return (body as { data: { batch_id: string } }).data.batch_id;
};
const newKeyId: Belonging = async () => (await callers.admin.newKey()).id;
const webhook: Belonging = async () => {
  const { body } = await callers.owner.post('/api/v1/webhooks', { url: 'https://nowhere.invalid/' });
  return (body as { data: { id: string } }).data.id;
};
const delivery: Belonging = async () => {
  const id = await webhook();
  const { body } = await callers.owner.post(`/api/v1/webhooks/${id}/test`, {});
  return `${id} ${(body as { data: { id: string } }).data.id}`;
};
const entryPoint: Belonging = async () => {
  const id = await finished();
  const { body } = await callers.owner.get(`/api/v1/analyze/${id}/functions?page_size=1`);
  return `${id} ${(body as { data: { address: string }[] }).data[0]!.address}`;
};
const twice: Belonging = async () => {
  const id = await finished();
  return `${id} ${id}`;
};
/** With pseudo code. */
const mainFunction: Belonging = async () =>
  `${await submitted(SAMPLE, 'analysis_depth=comprehensive&wait_seconds=30')} main`;

const RULES: readonly Rule[] = [
  ...['', '/document', '/functions', '/strings', '/imports', '/exports', '/sections', '/security'].map((part) => ({
    operation: `GET /api/v1/analyze/{id}${part}`,
    allowed: 'own' as const,
    good: 200,
    belonging: finished,
  })),
  {
    operation: 'GET /api/v1/analyze/{id}/functions/{address}',
    allowed: 'own',
    good: 200,
    belonging: entryPoint,
  },
  ...['listing', 'pseudo_code'].map((part) => ({
    operation: `GET /api/v1/analyze/{id}/functions/{ref}/${part}`,
    allowed: 'own' as const,
    good: 200,
    belonging: mainFunction,
  })),
  {
    operation: 'GET /api/v1/analyze/{id}/xrefs/{address}',
    allowed: 'own',
    good: 200,
    belonging: entryPoint,
  },
  {
    operation: 'GET /api/v1/analyze/{id}/callgraph',
    allowed: 'own',
    good: 200,
    belonging: finished,
    send: (caller, path) => caller.get(`${path}?from=imp:__libc_start_main`),
  },
  ...['report', 'survey', 'similar'].map((part) => ({
    operation: `GET /api/v1/analyze/{id}/${part}`,
    allowed: 'own' as const,
    good: 200,
    belonging: finished,
  })),
  { operation: 'GET /api/v1/analyze/{id}/facts/{ref}', allowed: 'own', good: 200, belonging: mainFunction },
  {
    operation: 'POST /api/v1/analyze/{id}/facts',
    allowed: 'own',
    good: 200,
    belonging: finished,
    send: posting({ refs: ['id:file'] }),
  },
  { operation: 'GET /api/v1/analyze/{id}/compare/{other}', allowed: 'own', good: 200, belonging: twice },
  ...(['search?q=main', 'paths?to=imp:__libc_start_main'] as const).map((query) => ({
    operation: `GET /api/v1/analyze/{id}/${query.split('?')[0] ?? ''}`,
    allowed: 'own' as const,
    good: 200,
    belonging: finished,
    send: ((caller, path) => caller.get(`${path}?${query.split('?')[1] ?? ''}`)) satisfies Send,
  })),
  { operation: 'DELETE /api/v1/analyze/{id}', allowed: 'own', good: 200, belonging: finished },
  { operation: 'GET /api/v1/jobs/{id}', allowed: 'own', good: 200, belonging: finished },
  { operation: 'GET /api/v1/jobs/{id}/status', allowed: 'own', good: 200, belonging: finished },
  { operation: 'GET /api/v1/jobs/{id}/events', allowed: 'own', good: 200, belonging: finished },
  { operation: 'DELETE /api/v1/jobs/{id}', allowed: 'own', good: 200, belonging: underWay },
  { operation: 'GET /api/v1/jobs', allowed: 'keys', good: 200 },
  { operation: 'POST /api/v1/analyze', allowed: 'keys', good: 200, send: sending(SAMPLE) },
  { operation: 'POST /api/v1/batches', allowed: 'keys', good: 202, send: sendingFiles(['true', SAMPLE]) },
  { operation: 'GET /api/v1/batches', allowed: 'keys', good: 200 },
  { operation: 'GET /api/v1/batches/{id}', allowed: 'own', good: 200, belonging: batched },
  { operation: 'GET /api/v1/batches/{id}/events', allowed: 'own', good: 200, belonging: batched },
  { operation: 'GET /api/v1/batches/{id}/report', allowed: 'own', good: 200, belonging: batched },
  { operation: 'DELETE /api/v1/batches/{id}', allowed: 'own', good: 200, belonging: batched },
  {
    operation: 'POST /api/v1/upload',
    allowed: 'keys',
    good: 201,
    send: posting({ filename: 'true', size: SAMPLE.length }),
  },
  {
    operation: 'POST /api/v1/upload/validate',
    allowed: 'own',
    good: 200,
    belonging: reserved,
    send: (caller, path) => caller.post('/api/v1/upload/validate', { upload_id: path.split('#')[1] }),
  },
  {
    operation: 'PUT /api/v1/upload/{id}',
    allowed: 'signed',
    good: 403,
    belonging: reserved,
    send: (caller, path) => caller.put(`${path}?expires=${Date.now() + 60_000}&signature=forged`, SAMPLE),
  },
  {
    operation: 'POST /api/v1/webhooks',
    allowed: 'keys',
    good: 201,
    send: posting({ url: 'https://nowhere.invalid/' }),
  },
  { operation: 'GET /api/v1/webhooks', allowed: 'keys', good: 200 },
  ...[
    ['GET', '', 200, get],
    ['PATCH', '', 200, ((caller, path) => caller.patch(path, { description: 'mine' })) satisfies Send],
    ['DELETE', '', 200, erase],
    ['POST', '/secret', 200, posting({})],
    ['POST', '/test', 202, posting({})],
    ['GET', '/deliveries', 200, get],
  ].map(([method, part, good, send]) => ({
    operation: `${String(method)} /api/v1/webhooks/{id}${String(part)}`,
    allowed: 'own' as const,
    good: good as number,
    belonging: webhook,
    send: send as Send,
  })),
  { operation: 'GET /api/v1/webhooks/{id}/deliveries/{delivery}', allowed: 'own', good: 200, belonging: delivery },
  {
    operation: 'POST /api/v1/webhooks/{id}/deliveries/{delivery}/replay',
    allowed: 'own',
    good: 202,
    belonging: delivery,
    send: posting({}),
  },
  { operation: 'GET /api/v1/auth/validate', allowed: 'keys', good: 200 },
  {
    operation: 'POST /api/v1/auth/keys',
    allowed: 'admins',
    good: 201,
    send: posting({ name: 'another', role: 'user' }),
  },
  { operation: 'GET /api/v1/auth/keys', allowed: 'admins', good: 200 },
  { operation: 'DELETE /api/v1/auth/keys/{id}', allowed: 'admins', good: 200, belonging: newKeyId },
  { operation: 'GET /api/v1/admin/audit', allowed: 'admins', good: 200 },
  { operation: 'GET /api/v1/admin/cache', allowed: 'admins', good: 200 },
  {
    operation: 'POST /api/v1/admin/cache/invalidate',
    allowed: 'admins',
    good: 200,
    send: posting({ tag: 'format:pe' }),
  },
  { operation: 'GET /api/v1/admin/queue', allowed: 'admins', good: 200 },
  { operation: 'GET /api/v1/admin/workers', allowed: 'admins', good: 200 },
  { operation: 'GET /api/v1/admin/features', allowed: 'admins', good: 200 },
  { operation: 'GET /api/v1/formats', allowed: 'keys', good: 200 },
  {
    operation: 'POST /v1/magic/content',
    allowed: 'keys',
    good: 200,
    send: (caller, path) => caller.postBytes(`${path}?filename=true`, SAMPLE),
  },
  { operation: 'POST /v1/magic/path', allowed: 'keys', good: 200, send: posting({ path: 'note.txt' }) },
  ...[
    '/v1/ping',
    '/api/v1/version',
    '/api/v1/health',
    '/api/v1/health/live',
    '/api/v1/health/ready',
    '/metrics',
    '/v1/metrics',
  ].map((path) => ({ operation: `GET ${path}`, allowed: 'all' as const, good: 200 })),
];

/** What each caller is to get, the one who changes something last. */
function verdicts({ allowed, good }: Rule): readonly (readonly [keyof typeof callers, number])[] {
  const withoutKey = (status: number) =>
    (['nobody', 'revoked', 'expired'] as const).map((name) => [name, status] as const);
  switch (allowed) {
    case 'all':
    case 'signed':
      return [...withoutKey(good), ['other', good], ['admin', good], ['owner', good]];
    case 'keys':
      return [...withoutKey(401), ['other', good], ['admin', good], ['owner', good]];
    case 'own':
      return [...withoutKey(401), ['other', 404], ['admin', 404], ['owner', good]];
    case 'admins':
      return [...withoutKey(401), ['other', 403], ['owner', 403], ['admin', good]];
  }
}

const CODES: Readonly<Record<number, string>> = { 401: 'UNAUTHORIZED', 403: 'FORBIDDEN', 404: 'NOT_FOUND' };

describe('who may do what', () => {
  it.each(RULES.map((rule) => [rule.allowed, rule.operation, rule] as const))('%s: %s', async (_who, _what, rule) => {
    const [method = '', template = ''] = rule.operation.split(' ');
    const [id = '', address = ''] = rule.belonging === undefined ? [] : (await rule.belonging()).split(' ');
    const filled = template.replace('{id}', id).replace(/\{(?:address|delivery|ref|other)\}/, address);
    // Of what is named in a body: the path tells the sender.
    const path = template.includes('{id}') || id === '' ? filled : `${filled}#${id}`;
    const send = rule.send ?? (method === 'DELETE' ? erase : get);
    for (const [name, status] of verdicts(rule)) {
      const answer = await send(callers[name], path);
      expect([name, answer.status]).toEqual([name, status]);
      if (status < 400) continue;
      const { error } = answer.body as { error: { code?: string } | string };
      const code = typeof error === 'string' ? undefined : error.code;
      if (code !== undefined) expect(code).toBe(CODES[status]);
      if (status === 401) expect(answer.headers['www-authenticate']).toMatch(/^(Bearer|Basic)/);
    }
  });

  it('is said of every operation of the document', async () => {
    const { paths } = (await callers.nobody.get('/api/v1/openapi.json')).body as {
      paths: Record<string, Record<string, unknown>>;
    };
    const documented = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(RULES.map(({ operation }) => operation).sort()).toEqual(documented.sort());
  });

  it("does not let one analyse another's upload, nor learn that it is there", async () => {
    const id = await reserved();
    const { status, body } = await callers.other.post('/api/v1/analyze', { upload_id: id });
    expect([status, body.error.code]).toEqual([404, 'NOT_FOUND']);
  });

  it("shows none of another's jobs in a list", async () => {
    const id = await finished();
    const jobsOf = async (caller: ApiCaller): Promise<string> =>
      JSON.stringify((await caller.get('/api/v1/jobs')).body);
    expect(await jobsOf(callers.owner)).toContain(id);
    for (const caller of [callers.other, callers.admin]) expect(await jobsOf(caller)).not.toContain(id);
  });
});
