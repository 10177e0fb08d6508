/**
 * The items of `content`, until one of the signals aborts: then it throws that signal's reason at once, also while the next
 * item keeps it waiting. The source is told to stop in any case.
 */
export async function* untilAborted<Item>(
  content: AsyncIterable<Item>,
  ...signals: readonly AbortSignal[]
): AsyncGenerator<Item, void> {
  throwIfAborted(signals);
  const iterator = content[Symbol.asyncIterator]();
  let giveUp: (() => void) | undefined;
  const onAbort = (): void => giveUp?.();
  for (const signal of signals) signal.addEventListener('abort', onAbort, { once: true });
  let exhausted = false;
  try {
    for (;;) {
      throwIfAborted(signals);
      // Not a race with one promise for the abort: that would hold on to every item until the end.
      const next = await new Promise<IteratorResult<Item>>((resolve, reject) => {
        giveUp = () => {
          reject(reasonOf(signals.find(({ aborted }) => aborted)));
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
    for (const signal of signals) signal.removeEventListener('abort', onAbort);
    // Not awaited: a source that hangs would never answer. Its own fault is no news: what stopped it is being thrown.
    if (!exhausted) void iterator.return?.().catch(() => undefined);
  }
}

function throwIfAborted(signals: readonly AbortSignal[]): void {
  const aborted = signals.find((signal) => signal.aborted);
  if (aborted !== undefined) throw reasonOf(aborted);
}

function reasonOf(aborted: AbortSignal | undefined): Error {
  const reason: unknown = aborted?.reason;
  return reason instanceof Error ? reason : new Error('The upload was aborted', { cause: reason });
}
