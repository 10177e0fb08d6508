import { MB } from '#domain/shared/quantities';
import { EntryRefused } from './entry-refusal';

export interface UnpackLimits {
  /** Entries of all archives and files of a batch together, directories among them. */
  readonly maxEntries: number;
  /** Bytes of one entry. */
  readonly maxEntryBytes: number;
  /** Bytes that all archives of a batch unpack to. */
  readonly maxTotalBytes: number;
  /** Bytes that an archive unpacks to for each of its own, once it has unpacked to more than `FREE_BYTES`. */
  readonly maxRatio: number;
}

/** Small archives may be packed as densely as they like. */
export const FREE_BYTES = 16 * MB;

/** What a batch may still unpack. One for the whole batch; `ofArchive` for each archive in it. */
export class UnpackBudget {
  private entries = 0;
  private unpacked = 0;
  private archiveBytes = Number.POSITIVE_INFINITY;
  private ofThisArchive = 0;

  constructor(readonly limits: UnpackLimits) {}

  get unpackedBytes(): number {
    return this.unpacked;
  }

  /** From here on an archive of so many bytes is unpacked. */
  beginArchive(bytes: number): void {
    this.archiveBytes = bytes;
    this.ofThisArchive = 0;
  }

  /** One more entry. @throws EntryRefused that ends the archive. */
  countEntry(): void {
    if (this.entries >= this.limits.maxEntries) {
      throw tooMuch(`a batch has at most ${this.limits.maxEntries} entries`, 'Send the rest in another batch.');
    }
    this.entries += 1;
  }

  /** So many bytes more came out of the archive. @throws EntryRefused that ends the archive. */
  countBytes(bytes: number): void {
    this.unpacked += bytes;
    this.ofThisArchive += bytes;
    const { maxTotalBytes, maxRatio } = this.limits;
    if (this.unpacked > maxTotalBytes) {
      throw tooMuch(`a batch unpacks to at most ${maxTotalBytes / MB} MB`, 'Send the rest in another batch.');
    }
    if (this.ofThisArchive > Math.max(FREE_BYTES, maxRatio * this.archiveBytes)) {
      throw tooMuch(
        `it unpacks to more than ${maxRatio} times its own size`,
        'Send what you need of it without an archive.',
      );
    }
  }

  /** @throws EntryRefused for an entry that is said to be, or is, larger than one may be. */
  checkEntry(bytes: number): void {
    const { maxEntryBytes } = this.limits;
    if (bytes <= maxEntryBytes) return;
    const message = `The entry is larger than ${maxEntryBytes / MB} MB.`;
    const advice = `Send files of at most ${maxEntryBytes / MB} MB.`;
    throw new EntryRefused({ code: 'FILE_TOO_LARGE', message, advice }, false);
  }
}

function tooMuch(why: string, advice: string): EntryRefused {
  const message = `The rest of the archive is not unpacked: ${why}.`;
  return new EntryRefused({ code: 'ARCHIVE_TOO_LARGE', message, advice }, true);
}
