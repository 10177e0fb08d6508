import { KB } from '#domain/shared/quantities';
import type { PieceEncoder } from './piece-encoder';

/** Bytes encoded in one go: what a thread takes to be told counts for little beside it. */
const BATCH_BYTES = 512 * KB;
/** So many are encoded while others are made. */
const MOST_UNDER_WAY = 16;

interface Waiting {
  readonly plain: Uint8Array;
  readonly resolve: (piece: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/** Has pieces encoded many at a time. */
export class PieceBatches {
  plainBytes = 0;
  private batch: Waiting[] = [];
  private batchBytes = 0;
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly encode: PieceEncoder) {}

  /** The piece, once its batch is full, or was sent, and is encoded. Rejects as the encoder does; who does not ask is not told. */
  add(plain: Uint8Array): Promise<Uint8Array> {
    this.plainBytes += plain.length;
    this.batchBytes += plain.length;
    const piece = new Promise<Uint8Array>((resolve, reject) => {
      this.batch.push({ plain, resolve, reject });
    });
    piece.catch(() => undefined);
    if (this.batchBytes >= BATCH_BYTES) this.send();
    return piece;
  }

  /** Resolves when not too many batches are under way. */
  async room(): Promise<void> {
    while (this.underWay.size >= MOST_UNDER_WAY) await Promise.race(this.underWay);
  }

  /** What is waiting, whether or not it fills a batch. */
  send(): void {
    if (this.batch.length === 0) return;
    const { batch } = this;
    this.batch = [];
    this.batchBytes = 0;
    const done = this.settle(batch).finally(() => this.underWay.delete(done));
    this.underWay.add(done);
  }

  private async settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const pieces = await this.encode(batch.map(({ plain }) => plain));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const piece = pieces[index];
        if (piece === undefined) reject(new Error('A piece was lost while it was encoded'));
        else resolve(piece);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
