import { setImmediate as nextTurn } from 'node:timers/promises';

import { MB } from '#domain/shared/quantities';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACKET = 0x5d;
const CLOSING_BRACE = 0x7d;

/** Bytes parsed in one go: some ten milliseconds. */
const SLICE = MB;

/**
 * The elements of a JSON array, parsed in slices with the event loop in between. An element that is not JSON is left out.
 * `undefined` in place of an iterator when the bytes are no array.
 */
export function readJsonArray(bytes: Buffer): AsyncGenerator<readonly unknown[]> | undefined {
  const start = firstByte(bytes);
  if (bytes[start] !== OPENING_BRACKET) return undefined;
  return slices(bytes, start + 1);
}

async function* slices(bytes: Buffer, start: number): AsyncGenerator<readonly unknown[]> {
  let bounds: number[] = [start];
  for (const end of elementEnds(bytes, start)) {
    bounds.push(end);
    if (end - (bounds[0] ?? 0) < SLICE) continue;
    yield parseElements(bytes, bounds);
    await nextTurn();
    bounds = [end];
  }
  if (bounds.length > 1) yield parseElements(bytes, bounds);
}

/** Where each element ends: the offset of the comma or bracket that follows it. */
function* elementEnds(bytes: Buffer, start: number): Generator<number> {
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = stringEnd(bytes, at);
    else if (byte === OPENING_BRACKET || byte === OPENING_BRACE) depth++;
    else if (byte === COMMA && depth === 0) yield at;
    else if ((byte === CLOSING_BRACKET || byte === CLOSING_BRACE) && depth-- === 0) {
      if (at > start) yield at;
      return;
    }
  }
}

/** Byte by byte: most strings are so short that a search takes longer to begin. */
function stringEnd(bytes: Buffer, opening: number): number {
  let at = opening + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return Math.min(at, bytes.length);
}

function parseElements(bytes: Buffer, bounds: readonly number[]): readonly unknown[] {
  const [first = 0] = bounds;
  const last = bounds[bounds.length - 1] ?? first;
  const together = parse(`[${withoutComma(bytes.toString('utf8', first, last))}]`);
  if (Array.isArray(together)) return together as readonly unknown[];
  return bounds
    .slice(1)
    .map((end, index) => parse(withoutComma(bytes.toString('utf8', bounds[index], end))))
    .filter((element) => element !== undefined);
}

/** A slice begins at the comma that ended the one before. */
function withoutComma(text: string): string {
  return text.startsWith(',') ? text.slice(1) : text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // one unreadable element must not cost the others
  }
}

function firstByte(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length && (bytes[at] ?? 0) <= 0x20) at++;
  return at;
}
