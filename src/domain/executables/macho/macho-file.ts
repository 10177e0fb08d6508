import type { ByteSource } from '#domain/bytes/byte-source';
import { partOf, readWithin } from '#domain/bytes/byte-source';
import { MemoryMap } from '#domain/bytes/memory-map';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import type { MachoImage } from './macho-image';
import { readMachoImage } from './macho-image';

/** A Mach-O file, of a universal one the image that is analysed; read by offset in that image, or by virtual address. */
export class MachoFile {
  readonly format = 'macho';
  /** From where its segments are in memory to where they are in the image. */
  readonly map: MemoryMap;

  private constructor(
    /** All of the file. */
    readonly whole: ByteSource,
    /** The image. */
    readonly source: ByteSource,
    readonly image: MachoImage,
    /** Where the image begins in the file. */
    readonly start: number,
  ) {
    this.map = new MemoryMap(
      image.segments.map(({ address, offset, fileSize }) => ({ address, offset, size: fileSize })),
    );
  }

  /** `undefined` when the image's header cannot be read. @throws what the source throws. */
  static async open(whole: ByteSource, header: ExecutableHeader): Promise<MachoFile | undefined> {
    const slice = header.slices?.[header.slice ?? 0];
    const source = slice === undefined ? whole : partOf(whole, slice.offset, slice.size);
    const image = await readMachoImage(source);
    return image && new MachoFile(whole, source, image, slice?.offset ?? 0);
  }

  /** Less than `length` bytes where the segment or the file ends before. */
  async at(address: bigint, length: number): Promise<Uint8Array> {
    const place = this.map.locate(address);
    return place === undefined
      ? new Uint8Array(0)
      : readWithin(this.source, place.offset, Math.min(length, place.room));
  }
}
