/** Chunks that one side puts and the other takes, one at a time: who puts waits until the chunk has been used. */
export class Handoff {
  private chunk: { readonly bytes: Uint8Array; readonly used: () => void } | undefined;
  private end: { readonly error?: unknown } | undefined;
  private wake = (): void => undefined;

  /** Resolves when the taker has come back for more, or has gone. */
  put(bytes: Uint8Array): Promise<void> {
    if (this.end !== undefined) return Promise.resolve();
    return new Promise((used) => {
      this.chunk = { bytes, used };
      this.wake();
    });
  }

  finish(): void {
    this.close({});
  }

  fail(error: unknown): void {
    this.close({ error });
  }

  /** @throws what it failed with. */
  async *take(): AsyncGenerator<Uint8Array, void> {
    try {
      for (;;) {
        await this.something();
        const { chunk } = this;
        if (chunk !== undefined) {
          yield chunk.bytes;
          this.chunk = undefined;
          chunk.used();
        } else if (this.end !== undefined) {
          if ('error' in this.end) throw this.end.error;
          return;
        }
      }
    } finally {
      this.close({});
      this.chunk?.used();
    }
  }

  private something(): Promise<void> {
    if (this.chunk !== undefined || this.end !== undefined) return Promise.resolve();
    return new Promise((wake) => {
      this.wake = wake;
    });
  }

  private close(end: { readonly error?: unknown }): void {
    this.end ??= end;
    this.wake();
  }
}
