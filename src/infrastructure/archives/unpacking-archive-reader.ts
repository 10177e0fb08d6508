import { Injectable } from '@nestjs/common';

import type { ArchiveEntry, UnpackOptions } from '#application/ports/archive-reader.port';
import { ArchiveReader } from '#application/ports/archive-reader.port';
import type { ArchiveFormat } from '#domain/batches/archive-format';
import type { ByteSource } from '#domain/bytes/byte-source';
import { tarEntries } from './tar-entries';
import { bytesOf, counted, gunzipped } from './unpacked';
import { zipEntries } from './zip-entries';

/** Zip by zip.js, gzip by zlib, tar by ourselves: libraries for it read headers of megabytes into memory, and do not count them. */
@Injectable()
export class UnpackingArchiveReader extends ArchiveReader {
  entries(
    source: ByteSource,
    format: ArchiveFormat,
    options: UnpackOptions,
    signal: AbortSignal,
  ): AsyncGenerator<ArchiveEntry, void> {
    options.budget.beginArchive(source.size);
    if (format === 'zip') return zipEntries(source, options, signal);
    const packed = bytesOf(source, signal);
    const content = format === 'tar.gz' ? gunzipped(packed) : packed;
    return tarEntries(counted(content, options.budget), options, signal);
  }
}
