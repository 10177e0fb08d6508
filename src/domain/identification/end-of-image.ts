import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { KB, MB } from '#domain/shared/quantities';

/** A picture that takes more to walk through is left alone: how long it takes is the sender's choice. */
const MAX_STEPS = 50_000;
const WINDOW = 64 * KB;
const MAX_SCANNED = 32 * MB;

/** Behind the chunk IEND. Source: the PNG specification, 5.3. */
export async function endOfPng(source: ByteSource): Promise<number | undefined> {
  for (let at = 8, step = 0; step < MAX_STEPS; step++) {
    const chunk = new ByteView(await readWithin(source, at, 8), false);
    if (!chunk.covers(0, 8)) return undefined;
    at += 12 + chunk.u32(0);
    if (chunk.text(4, 4) === 'IEND') return at;
  }
  return undefined;
}

/** Behind the trailer. Source: the GIF89a specification. */
export async function endOfGif(source: ByteSource): Promise<number | undefined> {
  const [flags] = await readWithin(source, 10, 1);
  if (flags === undefined) return undefined;
  let at = 13 + colourTable(flags);
  for (let step = 0; step < MAX_STEPS; step++) {
    const block = await readWithin(source, at, 10);
    switch (block[0]) {
      case 0x3b:
        return at + 1;
      case 0x21: // an extension: its label, then its blocks
        at += 2;
        break;
      case 0x2c: // an image: its descriptor, colours and code size, then its blocks
        at += 11 + colourTable(block[9] ?? 0);
        break;
      case undefined:
      default:
        return undefined;
    }
    const end = await behindBlocks(source, at);
    if (end === undefined) return undefined;
    at = end;
  }
  return undefined;
}

function colourTable(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

async function behindBlocks(source: ByteSource, start: number): Promise<number | undefined> {
  for (let at = start, step = 0; step < MAX_STEPS; step++) {
    const [length] = await readWithin(source, at, 1);
    if (length === undefined) return undefined;
    at += 1 + length;
    if (length === 0) return at;
  }
  return undefined;
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

/** Behind the first end-of-image marker that belongs to no thumbnail. Source: ITU T.81, annex B. */
export async function endOfJpeg(source: ByteSource): Promise<number | undefined> {
  for (let at = 2, step = 0; step < MAX_STEPS; step++) {
    const segment = new ByteView(await readWithin(source, at, 4), false);
    if (!segment.covers(0, 2) || segment.u8(0) !== 0xff) return undefined;
    const marker = segment.u8(1);
    if (marker === END_OF_IMAGE) return at + 2;
    if (marker === 0xff) {
      at += 1; // a fill byte
      continue;
    }
    if (!segment.covers(0, 4)) return undefined;
    at += 2 + segment.u16(2);
    if (marker !== START_OF_SCAN) continue;
    const next = await behindScan(source, at);
    if (next === undefined) return undefined;
    at = next;
  }
  return undefined;
}

/** To the next marker that is neither a stuffed zero nor a restart. */
async function behindScan(source: ByteSource, start: number): Promise<number | undefined> {
  for (let at = start; at - start < MAX_SCANNED; at += WINDOW - 1) {
    const window = await readWithin(source, at, WINDOW);
    if (window.length < 2) return undefined;
    for (let index = window.indexOf(0xff); index !== -1 && index + 1 < window.length;) {
      const marker = window[index + 1] ?? 0;
      if (marker !== 0 && marker !== 0xff && (marker < 0xd0 || marker > 0xd7)) return at + index;
      index = window.indexOf(0xff, index + 1);
    }
  }
  return undefined;
}
