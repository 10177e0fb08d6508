import { setImmediate as nextTurn } from 'node:timers/promises';

import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import type { Deadline } from '#infrastructure/clock/deadline';
import { timedOut } from '#infrastructure/clock/timed-out';

/** Milliseconds between two turns of the event loop. */
const LONGEST_TURN = 5;

/**
 * A file for parsers that know neither time nor neighbours: each read ends them when the time is over or nobody waits any
 * more, and lets others run when they have had their share.
 */
export class AttentiveSource implements ByteSource {
  private turn = performance.now();

  constructor(
    private readonly file: ByteSource,
    private readonly deadline: Deadline,
    private readonly signal: AbortSignal,
  ) {}

  get size(): number {
    return this.file.size;
  }

  /** @throws DomainError `ANALYSIS_TIMEOUT` when the time is over. @throws the signal's reason when it aborts. */
  async read(offset: number, length: number): Promise<Uint8Array> {
    if (performance.now() - this.turn > LONGEST_TURN) {
      await nextTurn();
      this.turn = performance.now();
    }
    this.signal.throwIfAborted();
    if (this.deadline.isOver) throw timedOut();
    return readWithin(this.file, offset, length);
  }
}
