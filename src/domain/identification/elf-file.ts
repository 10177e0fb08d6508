import type { ByteSource } from './byte-source';
import { readWithin } from './byte-source';
import { ByteView } from './byte-view';
import type { ElfImage, ElfSection } from './elf-image';
import { readElfImage } from './elf-image';
import { MemoryMap } from './memory-map';
import { PT, SHT } from './elf-constants';

/** An ELF file, read by section, by offset or by virtual address. */
export class ElfFile {
  private readonly map: MemoryMap;

  private constructor(
    readonly source: ByteSource,
    readonly image: ElfImage,
  ) {
    const loaded = image.segments.filter(({ type }) => type === PT.load);
    this.map = new MemoryMap(loaded.map(({ address, offset, fileSize }) => ({ address, offset, size: fileSize })));
  }

  /** `undefined` when the header cannot be read. @throws what the source throws. */
  static async open(source: ByteSource): Promise<ElfFile | undefined> {
    const image = await readElfImage(source);
    return image && new ElfFile(source, image);
  }

  get isWide(): boolean {
    return this.image.fields.bits === 64;
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

  /** Less than `length` bytes where the segment or the file ends before. */
  async at(address: bigint, length: number): Promise<ByteView> {
    const place = this.map.locate(address);
    return place === undefined ? this.read(0, 0) : this.read(place.offset, Math.min(length, place.room));
  }

  offsetOf(address: bigint): number | undefined {
    return this.map.locate(address)?.offset;
  }
}
