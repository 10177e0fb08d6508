/** A queue or a worker of BullMQ, as far as closing goes. */
interface Closable {
  closing: Promise<void> | undefined;
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

/** Whether `ended` came in time. */
export async function endedWithin(milliseconds: number, ended: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  try {
    return await Promise.race([ended.then(() => true as const), over]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Gives up on closing in good order, which waits for a Redis that is away as long as it takes: cuts the connections, and
 * lets whoever closes it again, as Nest does, find it closed.
 */
export function abandon(closable: Closable): void {
  closable.closing = Promise.resolve();
  // Waits for connections that there may not be; nothing depends on it any more.
  closable.disconnect().catch(() => undefined);
}
