import { Reader } from '@zip.js/zip.js';

import { damagedArchive } from '#domain/batches/archive-refusals';
import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { MB } from '#domain/shared/quantities';

/** Far more than a directory of a thousand entries takes: it is read in one piece. */
export const LARGEST_READ = 4 * MB;

/** A file as zip.js reads one; what would fill the memory is refused before it is read. */
export class ZipSource extends Reader<ByteSource> {
  constructor(private readonly source: ByteSource) {
    super(source);
    this.size = source.size;
  }

  /** @throws EntryRefused that ends the archive. */
  override readUint8Array(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (length > LARGEST_READ) throw damagedArchive(`its directory takes more than ${LARGEST_READ / MB} MB`);
    return readWithin(this.source, offset, length) as Promise<Uint8Array<ArrayBuffer>>;
  }
}
