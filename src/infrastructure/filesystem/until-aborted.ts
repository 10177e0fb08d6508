/**
 * The items of `content`, until the signal aborts: then it throws the signal's reason at once, also while the next item
 * keeps it waiting. The source is told to stop in any case.
 */
export async function* untilAborted<Item>(
  content: AsyncIterable<Item>,
  signal: AbortSignal,
): AsyncGenerator<Item, void> {
  signal.throwIfAborted();
  const iterator = content[Symbol.asyncIterator]();
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = (): void => {
      reject(
        signal.reason instanceof Error ? signal.reason : new Error('The upload was aborted', { cause: signal.reason }),
      );
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  // It is awaited only while an item is.
  aborted.catch(() => undefined);
  let exhausted = false;
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted]);
      if (next.done === true) {
        exhausted = true;
        return;
      }
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Not awaited: a source that hangs would never answer. Its own fault is no news: what stopped it is being thrown.
    if (!exhausted) void iterator.return?.().catch(() => undefined);
  }
}
