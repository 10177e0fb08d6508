import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { AppConfig } from '#config/app-config';
import { BucketClient } from '#infrastructure/bucket/bucket-client';

export const BUCKET_SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that answers the first request by the first of `answers`, and so on; all further ones by the last. */
export class HostileBucket {
  readonly requests: { readonly request: IncomingMessage; readonly body: Buffer }[] = [];
  private constructor(private readonly server: Server) {}

  static async start(...answers: readonly Answer[]): Promise<HostileBucket> {
    const server = createServer();
    const hostile = new HostileBucket(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on('error', () => undefined).on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        hostile.requests.push({ request, body: Buffer.concat(chunks) });
        answers[Math.min(hostile.requests.length, answers.length) - 1]?.(request, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return hostile;
  }

  /** @param patienceMs for how long it tries again */
  client(patienceMs = 2000, settings: Partial<AppConfig['bucket']> = {}): BucketClient {
    const config = new AppConfig();
    const endpoint = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    const own = {
      name: 'samples',
      endpoint,
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey: BUCKET_SECRET,
      timeoutSeconds: 1,
    };
    Object.assign(config.bucket, own, settings);
    return new BucketClient(config, patienceMs);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
