import type { ArchiveFormat } from '#domain/batches/archive-format';
import type { EntryRefusal } from '#domain/batches/entry-refusal';
import type { UnpackBudget } from '#domain/batches/unpack-budget';
import type { ByteSource } from '#domain/bytes/byte-source';

/** What is in an archive, directories left out. */
export interface ArchiveEntry {
  /** As the archive has it: hostile text. */
  readonly name: string;
  /** It cannot be a file to analyse: it has no content then. */
  readonly refusal?: EntryRefusal;
  /**
   * Its bytes, once, before the next entry is asked for; whoever stops in the middle, or does not ask, has it passed over. A chunk is valid until the
   * next is asked for. Throws `EntryRefused` when they are not what the archive says.
   */
  readonly content: () => AsyncIterable<Uint8Array>;
}

export interface UnpackOptions {
  readonly password?: string;
  readonly budget: UnpackBudget;
}

/** Unpacks what strangers have packed. */
export abstract class ArchiveReader {
  /**
   * The entries in the order of the archive. Every entry, and every byte that comes out, is counted against the budget as it does;
   * nothing that grows with the archive is held in memory but a directory of a few megabytes. The event loop gets its turn
   * between chunks.
   * @throws EntryRefused that ends the archive; the reason of the signal.
   */
  abstract entries(
    source: ByteSource,
    format: ArchiveFormat,
    options: UnpackOptions,
    signal: AbortSignal,
  ): AsyncGenerator<ArchiveEntry, void>;
}
