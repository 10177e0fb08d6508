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
  let stop: (reason: Error) => void = () => undefined;
  const onAbort = (): void => {
    stop(
      signal.reason instanceof Error ? signal.reason : new Error('The upload was aborted', { cause: signal.reason }),
    );
  };
  signal.addEventListener('abort', onAbort, { once: true });
  let exhausted = false;
  try {
    for (;;) {
      // A promise of its own for each item: one that lives as long as the upload would keep every item that it raced.
      const next = await new Promise<IteratorResult<Item>>((resolve, reject) => {
        stop = reject;
        if (signal.aborted) onAbort();
        else iterator.next().then(resolve, reject);
      });
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
