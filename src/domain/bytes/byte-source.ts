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

export interface Slice {
  /** Where in the source it begins. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** What follows it is seen as well, as far as `overlap` says. */
  readonly window: Uint8Array;
}

/** To ask for a read takes as long as to read a hundred kilobytes. */
const SLICES_PER_READ = 4;

/** The range from `start` to `end`, as far as it lies in the source, in slices of `size` bytes: the next ones are read while these are used. */
export async function* slicesOf(
  source: ByteSource,
  start: number,
  end: number,
  { size, overlap = 0 }: { readonly size: number; readonly overlap?: number },
): AsyncGenerator<Slice, void> {
  const step = size * SLICES_PER_READ;
  const read = (from: number): Promise<Uint8Array> => readWithin(source, from, Math.min(step + overlap, end - from));
  let next = read(start);
  for (let from = start; from < end; from += step) {
    const bytes = await next;
    if (from + step < end) {
      next = read(from + step);
      // Whether it failed is asked when its turn comes, unless nobody asks any more.
      next.catch(() => undefined);
    }
    for (let at = 0; at < Math.min(bytes.length, step); at += size) {
      const slice = bytes.subarray(at, Math.min(at + size, step));
      yield { offset: from + at, bytes: slice, window: bytes.subarray(at, at + size + overlap) };
    }
    if (bytes.length < Math.min(step, end - from)) return;
  }
}
