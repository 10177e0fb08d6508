import { MB } from '#domain/shared/quantities';
import type { PieceEncoder } from '#infrastructure/packing/piece-encoder';
import { ownEncoder } from '#infrastructure/packing/piece-encoder';
import type { ContentReader } from '#infrastructure/readers/read-content';
import { readContent } from '#infrastructure/readers/read-content';
import type { BulkThread } from './bulk-thread-handle';

/** Bytes of a sample that is worth a bulk thread. */
const LARGE_SAMPLE = 4 * MB;

/** What is done with all bytes and all pages of a sample: for a large one in the bulk thread, if there is one, else in this. */
export class BulkWork {
  constructor(
    private readonly thread: BulkThread | undefined,
    private readonly compression: boolean,
  ) {}

  readonly readContent: ContentReader = (request, source, signal, file) =>
    this.threadFor(source.size)?.read(request, signal) ?? readContent(request, source, signal, file);

  /** @param size Bytes of the sample. */
  encoderFor(size: number): PieceEncoder {
    return this.threadFor(size)?.encoder(this.compression) ?? ownEncoder(this.compression);
  }

  private threadFor(size: number): BulkThread | undefined {
    return size >= LARGE_SAMPLE ? this.thread : undefined;
  }
}
