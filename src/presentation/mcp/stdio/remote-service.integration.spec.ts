import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { fileName } from '#domain/shared/file-name';
import { RemoteService } from './remote-service';

const SILENT = { signal: new AbortController().signal, tell: () => undefined };

async function listening(answer: string, status = 200): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, { 'Content-Type': 'text/html' }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('A service at an address', () => {
  it('that nobody answers at is said to be away, with advice', async () => {
    const { url, server } = await listening('');
    await new Promise((resolve) => server.close(resolve));
    await expect(new RemoteService(() => Promise.resolve({ url, key: '' })).toolNames()).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      message: `bin2nlp at ${url} cannot be asked: nobody answers there.`,
      remediation: expect.stringContaining('--url') as string,
    });
  });

  it('where a proxy answers in its place is told from it', async () => {
    const { url, server } = await listening('<html>Bad gateway</html>', 502);
    const file = { name: fileName('a'), size: 1, content: new ReadableStream<Uint8Array>() };
    try {
      const service = new RemoteService(() => Promise.resolve({ url, key: '' }));
      await expect(service.send(file, SILENT.signal)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
      await expect(service.call('survey', {}, SILENT)).rejects.toThrow(/502/);
    } finally {
      server.close();
    }
  });

  it('that refuses a file is quoted with its code and advice', async () => {
    const error = { code: 'QUOTA_EXCEEDED', message: 'Used up.', details: 'By you.', remediation: 'Wait.' };
    const { url, server } = await listening(JSON.stringify({ success: false, error }), 429);
    const file = { name: fileName('a'), size: 1, content: new ReadableStream<Uint8Array>() };
    try {
      await expect(
        new RemoteService(() => Promise.resolve({ url, key: '' })).send(file, SILENT.signal),
      ).rejects.toMatchObject(error);
    } finally {
      server.close();
    }
  });
});
