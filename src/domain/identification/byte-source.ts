/** The bytes of a file, read where they are needed. Nobody changes them meanwhile. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  /** Less than `length` bytes, or none, where the file ends before. Rejects when the file cannot be read. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A part of a source as a source of its own: offset 0 is the part's first byte. */
export function partOf(source: ByteSource, offset: number, size: number): ByteSource {
  const end = Math.min(offset + size, source.size);
  return {
    size: Math.max(end - offset, 0),
    read: (at, length) => readWithin(source, offset + at, Math.min(length, end - offset - at)),
  };
}

/** Reads what of the range lies in the source, whatever a hostile header says that the range is. */
export function readWithin(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  const available = Math.min(length, source.size - offset);
  return offset >= 0 && available > 0 ? source.read(offset, available) : Promise.resolve(new Uint8Array(0));
}
