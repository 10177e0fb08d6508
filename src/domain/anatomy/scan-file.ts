import type { ByteSource } from '#domain/bytes/byte-source';
import { slicesOf } from '#domain/bytes/byte-source';
import type { CountedRange } from '#domain/bytes/entropy';
import { ByteHistogram, SLICE } from '#domain/bytes/entropy';
import type { Embedded } from './embedded-executables';
import { EMBEDDED_HEAD, EmbeddedExecutables } from './embedded-executables';
import { MarkerSearch } from './marker-search';
import type { MarkerHits, SoughtMarker } from './markers';

export interface ByteRange {
  readonly offset: number;
  /** Bytes. */
  readonly size: number;
}

export interface ScanRequest {
  readonly ranges: readonly ByteRange[];
  /** What need not be counted again. */
  readonly counted?: readonly CountedRange[];
  readonly markers: readonly SoughtMarker[];
  /** Where what the file itself is begins. */
  readonly known: ReadonlySet<number>;
  /** Shown every byte, in order. */
  readonly onBytes?: (bytes: Uint8Array, offset: number) => void;
  readonly signal?: AbortSignal;
}

export interface FileScan {
  readonly entropy: number;
  /** Of each range; `undefined` for one without bytes, or where the ranges together are much more than the file. */
  readonly entropies: readonly (number | undefined)[];
  readonly markers: MarkerHits;
  readonly embedded: readonly Embedded[];
}

/** Ranges of a hostile file may all be the whole file: so often each byte is counted at most. */
const READINGS = 3;

/** All that needs every byte of a file, in one pass. @throws what the source throws, and the signal's reason. */
export async function scanFile(source: ByteSource, request: ScanRequest): Promise<FileScan> {
  const counted = (request.counted ?? []).filter(({ offset, size }) => size > 0 && offset + size <= source.size);
  const whole = new WholeHistogram(counted);
  const ranges = new RangeEntropies(request.ranges, counted, source.size);
  const embedded = new EmbeddedExecutables(source.size, request.known);
  const markers = new MarkerSearch(request.markers);
  for await (const slice of slicesOf(source, 0, source.size, { size: SLICE, overlap: EMBEDDED_HEAD })) {
    request.signal?.throwIfAborted();
    const { bytes, offset } = slice;
    const window = Buffer.from(slice.window.buffer, slice.window.byteOffset, slice.window.byteLength);
    whole.add(bytes, offset);
    request.onBytes?.(bytes, offset);
    ranges.add(bytes, offset);
    markers.look(window, offset, offset + window.length >= source.size);
    embedded.look(window, offset, bytes.length);
  }
  return {
    entropy: whole.entropy,
    entropies: ranges.finish(),
    markers: markers.hits,
    embedded: embedded.items,
  };
}

/** Of a file that comes by in slices, parts of which have been counted before. */
class WholeHistogram {
  private readonly counts = new ByteHistogram();
  /** Apart from each other, in their order. */
  private readonly done: readonly CountedRange[];
  private next = 0;

  constructor(counted: readonly CountedRange[]) {
    const done: CountedRange[] = [];
    let end = 0;
    for (const range of [...counted].sort((a, b) => a.offset - b.offset)) {
      if (range.offset < end) continue;
      this.counts.merge(range.counts);
      done.push(range);
      end = range.offset + range.size;
    }
    this.done = done;
  }

  get entropy(): number {
    return this.counts.entropy;
  }

  add(slice: Uint8Array, at: number): void {
    const end = at + slice.length;
    let from = at;
    for (let range = this.done[this.next]; range !== undefined && range.offset < end; range = this.done[this.next]) {
      const rangeEnd = range.offset + range.size;
      if (range.offset > from) this.counts.add(slice.subarray(from - at, range.offset - at));
      from = Math.min(rangeEnd, end);
      if (rangeEnd > end) break;
      this.next += 1;
    }
    this.counts.add(slice.subarray(from - at));
  }
}

/** Entropies of ranges that come by in slices. */
class RangeEntropies {
  private readonly pending: { readonly index: number; readonly start: number; readonly end: number }[];
  private readonly active = new Map<
    number,
    { readonly end: number; readonly start: number; readonly counts: ByteHistogram }
  >();
  private readonly results: (number | undefined)[];

  constructor(ranges: readonly ByteRange[], counted: readonly CountedRange[], fileSize: number) {
    let allowance = fileSize * READINGS;
    const known = new Map(counted.map((range) => [nameOf(range), range.counts.entropy]));
    this.results = ranges.map((range) => known.get(nameOf(range)));
    this.pending = ranges
      .map(({ offset, size }, index) => ({ index, start: offset, end: Math.min(offset + size, fileSize) }))
      .filter(({ index }) => this.results[index] === undefined)
      .filter(({ start, end }) => start >= 0 && end > start && (allowance -= end - start) >= 0)
      .sort((a, b) => b.start - a.start);
  }

  add(slice: Uint8Array, at: number): void {
    const sliceEnd = at + slice.length;
    for (let next = this.pending.at(-1); next !== undefined && next.start < sliceEnd; next = this.pending.at(-1)) {
      this.pending.pop();
      this.active.set(next.index, { ...next, counts: new ByteHistogram() });
    }
    for (const [index, { start, end, counts }] of this.active) {
      counts.add(slice.subarray(Math.max(start - at, 0), end - at));
      if (end > sliceEnd) continue;
      this.results[index] = counts.entropy;
      this.active.delete(index);
    }
  }

  /** What the file ended within counts as far as it went. */
  finish(): readonly (number | undefined)[] {
    for (const [index, { counts }] of this.active) this.results[index] = counts.entropy;
    return this.results;
  }
}

function nameOf({ offset, size }: ByteRange): string {
  return `${offset}+${size}`;
}
