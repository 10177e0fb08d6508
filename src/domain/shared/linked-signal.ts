/**
 * A signal that aborts with the first of others, for its reason, until it is let go. `AbortSignal.any` leaves a note of each of its
 * results in what it is made of, for as long as that lives (Node.js 20): in the signal of a process, one for each request.
 */
export class LinkedSignal {
  private readonly controller = new AbortController();

  constructor(private readonly sources: readonly AbortSignal[]) {
    for (const source of sources) source.addEventListener('abort', this.abort);
    this.abort();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Idempotent: nothing waits for it any more. */
  letGo(): void {
    for (const source of this.sources) source.removeEventListener('abort', this.abort);
  }

  private readonly abort = (): void => {
    const first = this.sources.find(({ aborted }) => aborted);
    if (first === undefined) return;
    this.letGo();
    this.controller.abort(first.reason);
  };
}
