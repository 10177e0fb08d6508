import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';

import { expressMessages } from './express-messages';

describe('expressMessages', () => {
  let server: Server | undefined;

  afterEach(() => server?.close());

  it('gives Express what it would make of a request and a response, so that it changes no prototype', async () => {
    const app = express();
    const before: unknown[] = [];
    const behind: unknown[] = [];
    server = createServer(expressMessages(app), app).prependListener('request', (request, response) => {
      before.push(Object.getPrototypeOf(request), Object.getPrototypeOf(response));
    });
    app.get('/:name', (request, response) => {
      behind.push(Object.getPrototypeOf(request), Object.getPrototypeOf(response));
      response.json({ name: request.params['name'], host: request.get('host'), app: request.app === app });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

    const answer = await fetch(`http://${host}/one`);

    expect(await answer.json()).toEqual({ name: 'one', host, app: true });
    expect(before[0]).toBe(app.request);
    expect(before[1]).toBe(app.response);
    expect(behind[0]).toBe(app.request);
    expect(behind[1]).toBe(app.response);
  });
});
