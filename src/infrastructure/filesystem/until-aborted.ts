/**
 * The items of `content`, until the signal aborts: then it throws the signal's reason at once, also while the next item
 * keeps it waiting. The source is told to stop in any case.
 */
export async function* untilAborted<Item>(
  content: AsyncIterable<Item>,
  signal: AbortSignal,
): AsyncGenerator<Item, void> {
  throwIfAborted(signal);
  const iterator = content[Symbol.asyncIterator]();
  let giveUp: (() => void) | undefined;
  const onAbort = (): void => giveUp?.();
  signal.addEventListener('abort', onAbort, { once: true });
  let exhausted = false;
  try {
    for (;;) {
      throwIfAborted(signal);
      // Not a race with one promise for the abort: that would hold on to every item until the end.
      const next = await new Promise<IteratorResult<Item>>((resolve, reject) => {
        giveUp = () => {
          reject(reasonOf(signal));
        };
        iterator.next().then(resolve, reject);
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

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw reasonOf(signal);
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error('The upload was aborted', { cause: reason });
}
