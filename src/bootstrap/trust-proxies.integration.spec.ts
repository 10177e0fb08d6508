import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import express from 'express';
import { pino } from 'pino';
import request from 'supertest';

import { logRequests } from '#infrastructure/logging/request-log';
import { trustProxies } from './trust-proxies';

/** What a service that trusts proxies so takes for the client of a request with these headers. */
async function taken(setting: string, forwardedFor: string): Promise<{ secure: boolean; client: unknown }> {
  const app = express();
  const log = new PassThrough();
  app.use(logRequests(pino({}, log), trustProxies(app, setting)));
  app.get('/', ({ secure }, response) => void response.json(secure));
  const headers = { 'X-Forwarded-For': forwardedFor, 'X-Forwarded-Proto': 'https' };
  const logged = once(log, 'data');
  const answer = await request(app).get('/').set(headers);
  const { req } = JSON.parse(String(await logged)) as { req: { client?: string } };
  return { secure: answer.body as boolean, client: req.client };
}

describe('what is believed of a client', () => {
  const OURS = expect.stringMatching(/127\.0\.0\.1$/) as string;
  const FORGED = '198.51.100.1, 203.0.113.9';

  it.each([
    ['no proxy is trusted', '', FORGED, { secure: false, client: undefined }],
    ['one is, and it wrote the last address', '1', FORGED, { secure: true, client: '203.0.113.9' }],
    ['more are than there were', '9', FORGED, { secure: true, client: '198.51.100.1' }],
    ['its network is', 'loopback', FORGED, { secure: true, client: '203.0.113.9' }],
    ['so is that of the one before it', 'loopback,203.0.113.0/24', FORGED, { secure: true, client: '198.51.100.1' }],
    ['another network is', '10.0.0.0/8', FORGED, { secure: false, client: OURS }],
    ['what was written is no address', '1', '"<x>', { secure: true, client: OURS }],
  ])('where %s', async (_when, setting, forwardedFor, client) => {
    expect(await taken(setting, forwardedFor)).toEqual(client);
  });
});
