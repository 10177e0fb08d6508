import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { HEAD_BYTES } from '#domain/bytes/head-bytes';
import type { PeDirectory, PlacedBytes } from './pe-header';
import { peHeaderBeyond, readPeFields } from './pe-header';
import type { PeImage } from './pe-image';
import { readPeImage } from './pe-image';

/** A PE file, read by relative virtual address. */
export class PeFile {
  private constructor(
    readonly source: ByteSource,
    readonly image: PeImage,
    /** Its first `HEAD_BYTES`. */
    readonly head: ByteView,
  ) {}

  /** `undefined` when the header cannot be read. @throws what the source throws. */
  static async open(source: ByteSource): Promise<PeFile | undefined> {
    const head = await readWithin(source, 0, HEAD_BYTES);
    const fields = readPeFields(head, await readBeyond(source, head));
    return fields && new PeFile(source, await readPeImage(source, fields), new ByteView(head, true));
  }

  get isWide(): boolean {
    return this.image.fields.bits === 64;
  }

  /** `undefined` also for one that is empty. */
  directory(index: number): PeDirectory | undefined {
    const directory = this.image.fields.directories[index];
    return directory === undefined || directory.rva === 0 ? undefined : directory;
  }

  offsetOf(rva: number): number | undefined {
    return this.image.map.locate(BigInt(rva))?.offset;
  }

  /** Less than `length` bytes where the section or the file ends before. */
  async at(rva: number, length: number): Promise<ByteView> {
    const place = rva >= 0 ? this.image.map.locate(BigInt(rva)) : undefined;
    const bytes = place && (await readWithin(this.source, place.offset, Math.min(length, place.room)));
    return new ByteView(bytes ?? new Uint8Array(0), true);
  }
}

/** The header that a large DOS stub keeps out of the file's first bytes. @throws what the source throws. */
export async function readBeyond(source: ByteSource, head: Uint8Array): Promise<PlacedBytes | undefined> {
  const place = peHeaderBeyond(head, source.size);
  return place && { offset: place.offset, bytes: await readWithin(source, place.offset, place.size) };
}
