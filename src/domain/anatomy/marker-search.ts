import type { ByteSource } from '#domain/bytes/byte-source';
import { slicesOf } from '#domain/bytes/byte-source';
import { SLICE } from '#domain/bytes/entropy';
import type { Marker, MarkerHit, MarkerHits, SoughtMarker } from './markers';

/** Places that are looked at of a marker that is meant in one only; a hostile file may be made of them. */
const MOST_REFUSED = 256;
/** Bytes before and from the marker on that are kept. */
const [TEXT_BEFORE, TEXT] = [128, 240];

/** Looks for the first place of each marker in windows that come by in order and overlap by more than a marker and its text. */
export class MarkerSearch {
  private open: readonly SoughtMarker[];
  private readonly refused = new Map<Marker, number>();
  readonly hits = new Map<Marker, MarkerHit>();

  constructor(markers: readonly SoughtMarker[]) {
    this.open = markers;
  }

  get isDone(): boolean {
    return this.open.length === 0;
  }

  /** @param isLast the file ends with the window: in others, text that is cut is left for the next one */
  look(window: Buffer, at: number, isLast: boolean): void {
    const end = isLast ? window.length : window.length - TEXT;
    this.open = this.open.filter((sought) => {
      const found = this.find(window, end, sought);
      if (found === undefined) return this.mayCome(sought.marker);
      this.hits.set(sought.marker, {
        offset: at + found,
        before: window.toString('latin1', Math.max(found - TEXT_BEFORE, 0), found),
        after: window.toString('latin1', found, found + TEXT),
      });
      return false;
    });
  }

  private find(window: Buffer, end: number, { marker, needle, meant }: SoughtMarker): number | undefined {
    let found = firstOf(window, needle, 0);
    while (found !== -1 && found < end && meant !== undefined && this.mayCome(marker)) {
      if (meant.test(window.toString('latin1', found, found + TEXT))) return found;
      this.refused.set(marker, (this.refused.get(marker) ?? 0) + 1);
      found = firstOf(window, needle, found + 1);
    }
    return found === -1 || found >= end || meant !== undefined ? undefined : found;
  }

  private mayCome(marker: Marker): boolean {
    return (this.refused.get(marker) ?? 0) < MOST_REFUSED;
  }
}

/** For a longer needle `indexOf` makes tables first, which takes longer than to look through a window. */
const SHORT_NEEDLE = 7;

function firstOf(window: Buffer, needle: Buffer, from: number): number {
  const at = window.indexOf(needle.subarray(0, SHORT_NEEDLE), from);
  return at === -1 ? -1 : window.indexOf(needle, at);
}

/** In a whole file, up to the last that is there. @throws what the source throws, and the signal's reason. */
export async function findMarkers(
  source: ByteSource,
  markers: readonly SoughtMarker[],
  signal?: AbortSignal,
): Promise<MarkerHits> {
  const search = new MarkerSearch(markers);
  for await (const { window, offset } of slicesOf(source, 0, source.size, { size: SLICE, overlap: 2 * TEXT })) {
    signal?.throwIfAborted();
    const bytes = Buffer.from(window.buffer, window.byteOffset, window.byteLength);
    search.look(bytes, offset, offset + bytes.length >= source.size);
    if (search.isDone) break;
  }
  return search.hits;
}
