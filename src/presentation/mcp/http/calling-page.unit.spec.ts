import type { Request } from 'express';

import { AppConfig } from '#config/app-config';
import { checkCallingPage } from './calling-page';

function verdict(headers: Readonly<Record<string, string>>, server: object, mcp: object = {}): string {
  const config = new AppConfig();
  Object.assign(config.server, server);
  Object.assign(config.mcp, mcp);
  try {
    checkCallingPage({ headers } as unknown as Request, config);
    return 'passes';
  } catch (refusal) {
    return (refusal as Error).message;
  }
}

const ORIGIN = 'The Origin of this request is not allowed.';
const HOST = 'The Host of this request is not allowed.';
const LOCAL = { host: '127.0.0.1' };
const PUBLIC = { host: '0.0.0.0' };
const APP = { allowedOrigins: 'https://app.example.com,http://inside:81' };

describe('whose requests /mcp answers', () => {
  it.each([
    ['passes', { host: 'localhost:8000' }, LOCAL, {}],
    ['passes', { host: '[::1]:8000' }, { host: '::1' }, {}],
    ['passes', { host: '127.0.0.1:8000', origin: 'http://localhost:6274' }, LOCAL, {}],
    [HOST, { host: 'rebound.example.com:8000' }, LOCAL, {}],
    [HOST, {}, LOCAL, {}],
    [HOST, { host: 'localhost.example.com' }, LOCAL, {}],
    [ORIGIN, { host: 'rebound.example.com', origin: 'http://rebound.example.com' }, LOCAL, {}],
    [ORIGIN, { host: 'localhost', origin: 'http://localhost.example.com' }, LOCAL, {}],
    [ORIGIN, { host: 'localhost', origin: 'null' }, LOCAL, {}],
    ['passes', { host: 'app.example.com', origin: 'https://app.example.com' }, LOCAL, APP],
    [ORIGIN, { host: 'app.example.com', origin: 'http://app.example.com' }, LOCAL, APP],
    ['passes', { host: 'bin2nlp.example.com' }, { ...LOCAL, trustProxy: '1' }, {}],
    ['passes', { host: 'bin2nlp.example.com' }, PUBLIC, {}],
    [ORIGIN, { host: 'bin2nlp.example.com', origin: 'https://bin2nlp.example.com' }, PUBLIC, {}],
    [ORIGIN, { host: 'bin2nlp.example.com', origin: 'http://localhost' }, PUBLIC, {}],
    [
      'passes',
      { host: 'x', origin: 'https://cors.example.com' },
      { ...PUBLIC, corsOrigins: 'https://cors.example.com' },
      {},
    ],
  ])('%s: %j, listening as %j with %j', (expected, headers, server, mcp) => {
    expect(verdict(headers as Record<string, string>, server, mcp)).toBe(expected);
  });
});
