import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

import type { WebhookAnswer, WebhookSender } from '#application/ports/webhook-sender.port';
import { newSeed, secretOf } from '#domain/webhooks/webhook';
import { newDeliveryId } from '#domain/webhooks/webhook-delivery';

interface Received {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What `WebhookSender` promises; the subject may connect to 127.0.0.1, gives up after a second, and speaks http. */
export function describeWebhookSenderContract(name: string, makeSender: () => WebhookSender): void {
  describe(`${name} keeps the contract of WebhookSender`, () => {
    const received: Received[] = [];
    let answer: (response: ServerResponse) => void;
    let server: Server;
    let url: string;

    const take = (request: IncomingMessage, response: ServerResponse): void => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const body = Buffer.concat(pieces).toString();
        received.push({ url: request.url ?? '', headers: request.headers, body });
        answer(response);
      });
    };

    beforeAll(async () => {
      server = createServer(take);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });

    beforeEach(() => {
      received.length = 0;
      answer = (response) => response.writeHead(204).end();
    });

    afterAll(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    const id = newDeliveryId();
    const [secret, old] = [secretOf(newSeed(), 'salt'), secretOf(newSeed(), 'salt')];
    const payload = '{"type":"analysis.completed","data":{"name":"ä\\u0000"}}';
    const send = (to = url): Promise<WebhookAnswer> =>
      makeSender().send({ url: to, id, payload, secrets: [secret, old] });
    const answering = (status: number, headers: Record<string, string> = {}): void => {
      answer = (response) => response.writeHead(status, headers).end('x'.repeat(1_000_000));
    };

    it('sends what its receivers verify by either secret', async () => {
      expect(await send(`${url}/a?b=c`)).toEqual({ status: 204 });
      const [message] = received as [Received];
      expect(message).toMatchObject({ url: '/a?b=c', body: payload, headers: { 'content-type': 'application/json' } });
      for (const each of [secret, old]) {
        expect(new Webhook(each).verify(message.body, message.headers as Record<string, string>)).toEqual(
          JSON.parse(payload),
        );
      }
      expect(() =>
        new Webhook(secretOf(newSeed(), 'salt')).verify(message.body, message.headers as Record<string, string>),
      ).toThrow('No matching signature');
      expect(message.headers['webhook-id']).toBe(id);
    });

    it('tells of answers that take nothing', async () => {
      answering(500);
      expect(await send()).toEqual({ status: 500, fault: 'HTTP 500' });
      answering(302, { location: `${url}/elsewhere` });
      expect(await send()).toEqual({
        status: 302,
        fault: 'HTTP 302: redirects are not followed, give the address that it leads to',
      });
      expect(received.map(({ url: path }) => path)).toEqual(['/', '/']);
      answering(429, { 'retry-after': '120' });
      const before = Date.now();
      const { notBefore = 0 } = await send();
      expect(notBefore).toBeGreaterThanOrEqual(before + 120_000);
      answering(503, { 'retry-after': 'Fri, 31 Dec 2038 23:59:59 GMT' });
      expect(await send()).toMatchObject({ status: 503, notBefore: Date.UTC(2038, 11, 31, 23, 59, 59) });
      answering(503, { 'retry-after': 'soon' });
      expect(await send()).toEqual({ status: 503, fault: 'HTTP 503' });
    });

    it('gives up on receivers that are silent or away', async () => {
      answer = () => undefined;
      expect(await send()).toEqual({ fault: 'no answer within 1 seconds' });
      answer = (response) => response.socket?.destroy();
      expect((await send()).fault).toMatch(/hang up/);
      const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n';
      answer = (response) => response.socket?.write(upgrade);
      expect(await send()).toEqual({ fault: 'no answer' });
      expect((await send('http://127.0.0.1:1/')).fault).toMatch(/ECONNREFUSED/);
      expect((await send('http://nowhere.invalid/')).fault).toMatch(/ENOTFOUND|EAI_AGAIN/);
    });

    it.each([
      'http://10.0.0.1/',
      'http://169.254.169.254/latest/',
      'http://[::1]:80/',
      'http://[::ffff:a00:1]/',
      'http://0/',
    ])('never connects to %s', async (to) => {
      expect((await send(to)).fault).toMatch(/is not a public address/);
    });
  });
}
