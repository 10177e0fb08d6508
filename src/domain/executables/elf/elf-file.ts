import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { MemoryMap } from '#domain/bytes/memory-map';
import { PT, SHT } from './elf-constants';
import type { ElfImage, ElfSection } from './elf-image';
import { readElfImage } from './elf-image';

/** Bytes of a file. */
export interface FilePlace {
  /** From the file's start. */
  readonly offset: number;
  /** Bytes from there to the end of what holds them: a segment or a section. Nothing says that the file is as long. */
  readonly room: number;
}

/** An ELF file, read by section, by offset or by virtual address. */
export class ElfFile {
  /** From where its loaded segments are in memory to where they are in the file. */
  readonly map: MemoryMap;

  private constructor(
    readonly source: ByteSource,
    readonly image: ElfImage,
  ) {
    const loaded = image.segments.filter(({ type }) => type === PT.load);
    this.map = new MemoryMap(loaded.map((segment) => ({ ...segment, size: segment.fileSize })));
  }

  /** `undefined` when the header cannot be read. @throws what the source throws. */
  static async open(source: ByteSource): Promise<ElfFile | undefined> {
    const image = await readElfImage(source);
    return image && new ElfFile(source, image);
  }

  get isWide(): boolean {
    return this.image.fields.bits === 64;
  }

  /** Bytes of an address, an offset or a size. */
  get word(): 4 | 8 {
    return this.isWide ? 8 : 4;
  }

  /** The first of this name that has bytes in the file. */
  section(name: string): ElfSection | undefined {
    return this.image.sections.find((section) => section.name === name && section.type !== SHT.noBits);
  }

  async read(offset: number, length: number): Promise<ByteView> {
    return this.viewOf(await readWithin(this.source, offset, length));
  }

  viewOf(bytes: Uint8Array): ByteView {
    return new ByteView(bytes, this.image.fields.littleEndian);
  }

  /** Where the loader takes the byte at this address from; `undefined` where it is not loaded from the file. */
  locate(address: bigint | undefined): FilePlace | undefined {
    return address === undefined ? undefined : this.map.locate(address);
  }

  /** Less than `length` bytes where the segment or the file ends before. */
  async at(address: bigint, length: number): Promise<ByteView> {
    const place = this.locate(address);
    return place === undefined ? this.read(0, 0) : this.read(place.offset, Math.min(length, place.room));
  }

  /** An address, an offset or a size. */
  wordAt(view: ByteView, at: number): bigint {
    return this.isWide ? view.u64(at) : BigInt(view.u32(at));
  }
}
