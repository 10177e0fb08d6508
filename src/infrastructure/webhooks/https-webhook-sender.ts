import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';

import { Clock } from '#application/ports/clock.port';
import type { WebhookAnswer, WebhookRequest } from '#application/ports/webhook-sender.port';
import { WebhookSender } from '#application/ports/webhook-sender.port';
import { AppConfig } from '#config/app-config';
import { SECOND_MS } from '#domain/shared/quantities';
import { checkedLookup } from './checked-lookup';
import { ReachableAddresses } from './reachable-addresses';

/** Of an answer's body, so that a receiver is not cut off in the midst of a few words. */
const READ_BYTES = 65_536;

/** A connection for each message, over which nothing else is sent. */
@Injectable()
export class HttpsWebhookSender extends WebhookSender {
  private readonly reachable: ReachableAddresses;
  private readonly lookup: LookupFunction;
  private readonly timeoutMs: number;

  constructor(
    { webhooks }: AppConfig,
    private readonly clock: Clock,
  ) {
    super();
    this.reachable = new ReachableAddresses(webhooks.allowedNetworks.split(',').filter((network) => network !== ''));
    this.lookup = checkedLookup(this.reachable);
    this.timeoutMs = webhooks.timeoutSeconds * SECOND_MS;
  }

  async send({ url: text, id, payload, secrets }: WebhookRequest): Promise<WebhookAnswer> {
    const url = new URL(text);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // An address in place of a name is never looked up.
    if (isIP(host) !== 0 && !this.reachable.includes(host)) return { fault: `${host} is not a public address` };
    const at = new Date(this.clock.now());
    try {
      return await this.post(url, payload, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(payload),
        'user-agent': 'bin2nlp-webhooks',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / SECOND_MS)),
        'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, payload)).join(' '),
      });
    } catch (error) {
      return { fault: this.reasonOf(error) };
    }
  }

  private post(url: URL, payload: string, headers: NonNullable<RequestOptions['headers']>): Promise<WebhookAnswer> {
    const signal = AbortSignal.timeout(this.timeoutMs);
    const options: RequestOptions = { method: 'POST', headers, lookup: this.lookup, agent: false, signal };
    const request = url.protocol === 'http:' ? httpRequest : httpsRequest;
    return new Promise((resolve, reject) => {
      const sent = request(url, options, (response) => {
        drain(response);
        resolve(this.answerOf(response));
      });
      sent.on('error', reject);
      // Also without an error, where the receiver changes the protocol (101): nothing would come any more.
      sent.on('close', () => {
        reject(new Error('no answer'));
      });
      sent.end(payload);
    });
  }

  private answerOf({ statusCode: status = 0, headers }: IncomingMessage): WebhookAnswer {
    if (status >= 200 && status < 300) return { status };
    const wait = this.waitOf(headers['retry-after']);
    const moved =
      status >= 300 && status < 400 ? ': redirects are not followed, give the address that it leads to' : '';
    return { status, fault: `HTTP ${status}${moved}`, ...(wait !== undefined && { notBefore: wait }) };
  }

  /** Seconds, or a date. */
  private waitOf(retryAfter: string | undefined): number | undefined {
    if (retryAfter === undefined) return undefined;
    const at = /^\d{1,9}$/.test(retryAfter)
      ? this.clock.now() + Number(retryAfter) * SECOND_MS
      : Date.parse(retryAfter);
    return Number.isNaN(at) ? undefined : at;
  }

  /** Told by its shape: an error of the network may come from another realm. */
  private reasonOf(error: unknown): string {
    const { name, message, errors } = error as Partial<Record<'name' | 'message' | 'errors', unknown>>;
    if (name === 'AbortError' || name === 'TimeoutError') {
      return `no answer within ${this.timeoutMs / SECOND_MS} seconds`;
    }
    // Of several addresses that were tried, the first.
    if (Array.isArray(errors) && errors.length > 0) return this.reasonOf(errors[0]);
    return typeof message === 'string' && message !== '' ? message.slice(0, 200) : 'no answer';
  }
}

function drain(response: IncomingMessage): void {
  let read = 0;
  response.on('data', (bytes: Buffer) => {
    read += bytes.length;
    if (read > READ_BYTES) response.destroy();
  });
  // What comes after the head changes nothing.
  response.on('error', () => undefined);
}
