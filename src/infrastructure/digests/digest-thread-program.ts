import type { MessagePort } from 'node:worker_threads';

import type { Digest } from '#infrastructure/filesystem/stream-hasher';
import { Hashes } from '#infrastructure/filesystem/stream-hasher';
import { takeOrders } from '#infrastructure/threads/take-orders';

/** `begin` comes first of its stream, `finish` (which is answered with the digests) or `abandon` last. */
export type DigestOrder =
  | { readonly kind: 'begin'; readonly stream: number; readonly names: readonly Digest[] }
  | { readonly kind: 'update'; readonly stream: number; readonly bytes: Uint8Array }
  | { readonly kind: 'finish' | 'abandon'; readonly stream: number };

/** The program of a digest thread: streams are hashed beside each other, in the order of their orders. */
export function runDigestThread(port: MessagePort): void {
  const streams = new Map<number, Hashes>();
  takeOrders(port, async (order: DigestOrder) => ({ result: await Promise.resolve(carryOut(streams, order)) }));
}

/** @throws Error over a stream that this thread has not begun: the one that has is gone. */
function carryOut(streams: Map<number, Hashes>, order: DigestOrder): unknown {
  if (order.kind === 'begin') {
    streams.set(order.stream, new Hashes(order.names));
    return undefined;
  }
  if (order.kind === 'abandon') return void streams.delete(order.stream);
  const hashes = streams.get(order.stream);
  if (hashes === undefined) throw new Error('The digest thread was started anew over this stream');
  if (order.kind === 'update') {
    hashes.update(order.bytes);
    return undefined;
  }
  streams.delete(order.stream);
  return hashes.digests();
}
