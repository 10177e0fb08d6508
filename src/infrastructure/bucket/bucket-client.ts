import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, Optional } from '@nestjs/common';

import { AppConfig } from '#config/app-config';
import { DomainError } from '#domain/shared/domain-error';
import { SECOND_MS } from '#domain/shared/quantities';
import type { Sha256 } from '#domain/shared/sha256';
import { reportStorage } from '#infrastructure/filesystem/storage-events';
import type { BucketAnswer } from './bucket-exchange';
import { exchange, MOST_TEXT_BYTES, textOf } from './bucket-exchange';
import { answerFault, BucketFault, networkFault } from './bucket-fault';
import type { ListedObject, Listing } from './bucket-listing';
import { readListing } from './bucket-listing';
import type { BucketOrder, PresignedPut } from './bucket-signer';
import { BucketSigner } from './bucket-signer';

/** No try begins later than this after the first. */
const PATIENCE_MS = 15 * SECOND_MS;
const BACK_OFF_MS = 100;
const LONGEST_BACK_OFF_MS = 2 * SECOND_MS;
const PAGE_KEYS = 1000;
/** Of one listing: ten million objects. */
const MOST_PAGES = 10_000;

/** What is put, of which everything is known before. */
export interface StoredContent {
  readonly size: number;
  readonly sha256: Sha256;
  /** From its first byte on, for each try. */
  readonly content: () => AsyncIterable<Uint8Array>;
}

/** What is got. */
export interface FetchedContent {
  /** Bytes that are announced; what comes may be less or more. */
  readonly size: number | undefined;
  readonly content: AsyncIterable<Uint8Array>;
}

/** How an answer is taken. */
interface Asking<Result> {
  readonly take: (answer: BucketAnswer) => Promise<Result>;
  /** What is answered where it is not there; without this, that is a fault. */
  readonly absent?: () => Result;
  readonly signal?: AbortSignal | undefined;
  readonly patienceMs?: number;
}

/**
 * An S3-compatible bucket. What may pass (no connection, 5xx, 429, silence) is tried again for some 15 s, longer and longer apart.
 * Every method throws DomainError `SERVICE_UNAVAILABLE`, its cause a BucketFault that says what to do, when that does not help.
 * Keys are below the prefix.
 */
@Injectable()
export class BucketClient {
  private readonly logger = new Logger(BucketClient.name);
  private readonly silenceMs: number;
  private readonly signer: BucketSigner;
  private isFailing = false;

  constructor(
    { bucket }: AppConfig,
    @Optional() private readonly patienceMs: number = PATIENCE_MS,
  ) {
    this.silenceMs = bucket.timeoutSeconds * SECOND_MS;
    this.signer = new BucketSigner(bucket);
  }

  /** The signature covers the content: what arrives as anything else is refused. Resolves to whether it is said to be encrypted. */
  async put(key: string, { size, sha256, content }: StoredContent): Promise<boolean> {
    const headers = {
      'content-length': String(size),
      'content-type': 'application/octet-stream',
      'x-amz-content-sha256': sha256,
      'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
      ...this.signer.encryption,
    };
    const order = { method: 'PUT', key, headers, bytes: size, content };
    return this.ask('put a sample', order, {
      take: async (answer) => {
        await textOf(answer);
        return answer.headers['x-amz-server-side-encryption'] !== undefined;
      },
    });
  }

  /** `use` may be called again, from the first byte on, after a connection broke. `undefined` when it is not there. */
  async get<Result>(
    key: string,
    bytes: number,
    use: (fetched: FetchedContent) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result | undefined> {
    return this.ask<Result | undefined>(
      'get a sample',
      { method: 'GET', key, bytes },
      {
        take: ({ headers, content }) => use({ size: lengthOf(headers), content }),
        absent: () => undefined,
        signal,
      },
    );
  }

  /** Bytes; `undefined` when it is not there. */
  async sizeOf(key: string): Promise<number | undefined> {
    return this.ask<number | undefined>(
      'look for a sample',
      { method: 'HEAD', key, bytes: 0 },
      {
        take: ({ headers }) => Promise.resolve(lengthOf(headers) ?? 0),
        absent: () => undefined,
      },
    );
  }

  /** Idempotent. */
  async remove(key: string): Promise<void> {
    await this.ask('delete a sample', { method: 'DELETE', key, bytes: 0 }, { take: textOf, absent: () => '' });
  }

  /** All whose keys begin with `folder`, each with its age by the bucket's own clock. Keys that are none of ours are left out. */
  async *list(folder: string): AsyncGenerator<ListedObject, void> {
    const told = new Set<string>();
    for (let token = ''; ;) {
      const page: Listing = await this.page(folder, PAGE_KEYS, token);
      yield* page.objects;
      if (page.next === undefined) return;
      // A server that goes round in circles would have the sweep never end.
      if (told.has(page.next) || told.size === MOST_PAGES) {
        throw this.away('list the samples', new BucketFault('its listing has no end', false));
      }
      told.add(page.next);
      token = page.next;
    }
  }

  /** Whether it lets us list, in one try. */
  async look(signal: AbortSignal): Promise<void> {
    await this.page('probe/', 1, '', { signal, patienceMs: 0 });
  }

  /** As `BucketSigner.presign`. */
  presign(key: string, upload: Parameters<BucketSigner['presign']>[1], lifeMs: number): Promise<PresignedPut> {
    return this.signer.presign(key, upload, lifeMs);
  }

  private page(
    folder: string,
    most: number,
    token: string,
    asking: Pick<Asking<never>, 'signal' | 'patienceMs'> = {},
  ): Promise<Listing> {
    const query = {
      'list-type': '2',
      'max-keys': String(most),
      prefix: this.signer.prefix + folder,
      ...(token !== '' && { 'continuation-token': token }),
    };
    return this.ask(
      'list the samples',
      { method: 'GET', query, bytes: MOST_TEXT_BYTES },
      {
        ...asking,
        take: async (answer) => readListing(await textOf(answer), this.signer.prefix, answer.headers.date),
      },
    );
  }

  private async ask<Result>(operation: string, order: BucketOrder, asking: Asking<Result>): Promise<Result> {
    const { signal, patienceMs = this.patienceMs } = asking;
    const until = performance.now() + patienceMs;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const result = await this.tryOnce(operation, order, asking);
        this.serves();
        return result;
      } catch (error) {
        signal?.throwIfAborted();
        const fault = networkFault(error, this.signer.host);
        if (fault === undefined) throw error;
        const pause = Math.random() * Math.min(LONGEST_BACK_OFF_MS, BACK_OFF_MS * 2 ** attempt);
        if (!fault.passes || performance.now() + pause >= until) throw this.away(operation, fault);
        reportStorage('bucket_retries_total');
        await delay(pause, undefined, signal === undefined ? {} : { signal });
      }
    }
  }

  private async tryOnce<Result>(
    operation: string,
    order: BucketOrder,
    { take, absent, signal }: Asking<Result>,
  ): Promise<Result> {
    const request = await this.signer.sign(order);
    return exchange(request, this.silenceMs, signal, async (answer) => {
      const { status, headers } = answer;
      if (status >= 200 && status < 300) return take(answer);
      // Of HEAD there is no more to know.
      const xml = order.method === 'HEAD' ? '' : await textOf(answer);
      if (absent !== undefined && status === 404 && !xml.includes('<Code>NoSuchBucket</Code>')) return absent();
      const region = headers['x-amz-bucket-region'];
      throw answerFault(operation, { status, xml, region: typeof region === 'string' ? region : undefined });
    });
  }

  private away(operation: string, fault: BucketFault): DomainError {
    reportStorage('bucket_failures_total');
    // One line when it begins and one when it is over, however many requests there are meanwhile.
    if (!this.isFailing) this.logger.warn(`The bucket of the samples does not serve: ${fault.message}`);
    this.isFailing = true;
    return new DomainError('SERVICE_UNAVAILABLE', 'Where samples are kept cannot be reached right now.', {
      remediation: 'Try again in a few seconds.',
      cause: new BucketFault(`Failed to ${operation}: ${fault.message}`, fault.passes, fault),
    });
  }

  private serves(): void {
    if (this.isFailing) this.logger.log('The bucket of the samples serves again');
    this.isFailing = false;
  }
}

function lengthOf(headers: BucketAnswer['headers']): number | undefined {
  const length = headers['content-length'];
  return length === undefined || !/^\d{1,15}$/.test(length) ? undefined : Number(length);
}
