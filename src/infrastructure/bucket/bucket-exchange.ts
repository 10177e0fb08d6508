import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';

import { KB, MB, SECOND_MS } from '#domain/shared/quantities';
import { silent } from './bucket-fault';

/** Headers and address as they are signed. */
export interface BucketRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Of what is sent or awaited, in bytes: the more, the longer it may take. */
  readonly bytes: number;
  /** Made anew for each try. */
  readonly content?: () => AsyncIterable<Uint8Array>;
}

export interface BucketAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Even bytes that never stop coming, one by one, have an end. */
const LEAST_BYTES_PER_SECOND = 256 * KB;
/** No answer that is read as text is longer: a thousand keys of a listing take a third of it. */
export const MOST_TEXT_BYTES = MB;

/**
 * One request and its answer, which lasts while `use` reads it. Redirects are not followed: what is signed goes to no other host.
 * @throws what the network, `content` or `use` throws, BucketFault when the bucket is silent or slow, the signal's reason.
 */
export async function exchange<Result>(
  order: BucketRequest,
  silenceMs: number,
  signal: AbortSignal | undefined,
  use: (answer: BucketAnswer) => Promise<Result>,
): Promise<Result> {
  signal?.throwIfAborted();
  const whole = silenceMs + (order.bytes / LEAST_BYTES_PER_SECOND) * SECOND_MS;
  const request = order.url.protocol === 'https:' ? requestHttps : requestHttp;
  const sent = request(order.url, { method: order.method, headers: order.headers });
  const onAbort = (): void => void sent.destroy(signal?.reason as Error);
  const late = setTimeout(
    () => sent.destroy(silent(`too slow: not done within ${Math.round(whole / SECOND_MS)} s`)),
    whole,
  );
  sent.setTimeout(silenceMs, () => sent.destroy(silent(`silent for ${silenceMs / SECOND_MS} s`)));
  signal?.addEventListener('abort', onAbort);
  let answer: IncomingMessage | undefined;
  // An answer may come, and the connection break, before all is sent; and it may break after the last byte that is of interest.
  sent.on('error', (error) => answer?.destroy(error));
  try {
    const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
    void (order.content === undefined ? Promise.resolve(sent.end()) : pipeline(order.content(), sent)).catch(
      (error: unknown) => sent.destroy(error as Error),
    );
    [answer] = await answered;
    answer.on('error', () => undefined);
    return await use({ status: answer.statusCode ?? 0, headers: answer.headers, content: answer });
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', onAbort);
    // Left for the next request only when nothing of this one is under way; an end that nobody reads would keep it.
    if (answer?.complete === true && sent.writableFinished) answer.resume();
    else sent.destroy();
  }
}

/** Of an answer, cut where it is longer than any should be. */
export async function textOf({ content }: BucketAnswer): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MOST_TEXT_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MOST_TEXT_BYTES).toString('utf8');
}
