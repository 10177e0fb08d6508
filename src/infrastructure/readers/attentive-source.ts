import { setImmediate as nextTurn } from 'node:timers/promises';

import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { DomainError } from '#domain/shared/domain-error';
import type { Deadline } from '#infrastructure/clock/deadline';

const PAGE = 64 * 1024;
const PAGES = 16;
/** Milliseconds between two turns of the event loop. */
const LONGEST_TURN = 5;

/**
 * A file for parsers that know neither time nor neighbours: each read ends them when the time is over or nobody waits any
 * more, and lets others run when they have had their share. Small reads are served from a few pages kept in memory.
 */
export class AttentiveSource implements ByteSource {
  private readonly pages = new Map<number, Promise<Uint8Array>>();
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
    await this.attend();
    const first = Math.floor(offset / PAGE);
    if (length > PAGE || Math.floor((offset + length - 1) / PAGE) > first + 1)
      return readWithin(this.file, offset, length);
    const page = await this.page(first);
    const within = offset - first * PAGE;
    if (within + length <= PAGE) return page.subarray(within, within + length);
    const next = await this.page(first + 1);
    return Buffer.concat([page.subarray(within), next.subarray(0, within + length - PAGE)]);
  }

  private async attend(): Promise<void> {
    if (performance.now() - this.turn > LONGEST_TURN) {
      await nextTurn();
      this.turn = performance.now();
    }
    this.signal.throwIfAborted();
    if (this.deadline.isOver) {
      throw new DomainError('ANALYSIS_TIMEOUT', 'The structure of the file could not be read in time.', {
        remediation: 'Submit it again with a longer timeout.',
      });
    }
  }

  /** Of the pages, the one that has been used least lately goes. */
  private page(index: number): Promise<Uint8Array> {
    const page = this.pages.get(index) ?? readWithin(this.file, index * PAGE, PAGE);
    this.pages.delete(index);
    this.pages.set(index, page);
    const [oldest] = this.pages.keys();
    if (this.pages.size > PAGES && oldest !== undefined) this.pages.delete(oldest);
    return page;
  }
}
