import type { ExtractedString } from '#domain/document/strings';
import type { Address } from '#domain/shared/address';
import { utf8SequenceLength } from './utf8-sequence';

/** Bytes in front of a text that characters which were not taken for text may take. */
const MOST_AHEAD = 64;

/** The bytes that a program has in memory, by places within 31 bits. */
export interface TextMemory {
  /** The bytes from a place on, as far as they are consecutive; `undefined` where there are none. */
  readonly bytesFrom: (place: number) => Uint8Array | undefined;
  /** How many of them there are; takes less time. */
  readonly sizeFrom: (place: number) => number;
  /** 0 where there is none. */
  readonly byteAt: (place: number) => number;
}

/** A string of characters of one byte, or UTF-8, with the places of its first byte and behind its last. */
export interface PlacedText {
  readonly string: ExtractedString;
  readonly from: number;
  readonly to: number;
}

/** Strings by where they lie in memory, none within another. */
export class PlacedTexts {
  /** Ascending. */
  readonly all: readonly PlacedText[];

  /** @param start the address that places count from. Strings of other encodings, and of no such place, are left out. */
  constructor(
    strings: readonly ExtractedString[],
    start: bigint,
    readonly memory: TextMemory,
  ) {
    const placed: PlacedText[] = [];
    for (const string of strings) {
      const text = placedText(string, distanceOf(string.address, start), memory);
      if (text !== undefined) placed.push(text);
    }
    placed.sort((a, b) => a.from - b.from);
    this.all = placed.filter(({ from }, index) => index === 0 || from >= (placed[index - 1]?.to ?? 0));
  }

  /** Of all of them: places of the first byte and behind the last one. */
  get bounds(): readonly [number, number] {
    return [(this.all[0]?.from ?? 0) - MOST_AHEAD, this.all.at(-1)?.to ?? 0];
  }

  /** The one that a place lies in. */
  at(place: number): PlacedText | undefined {
    const text = this.all[this.firstEndingBehind(place)];
    return text !== undefined && text.from <= place ? text : undefined;
  }

  /** The index of the first that ends behind a place. */
  firstEndingBehind(place: number): number {
    const { all } = this;
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((all[middle]?.to ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Whether a place lies in one, or a character of more bytes begins there and one follows soon. */
  mayBeText(place: number): boolean {
    const text = this.all[this.firstEndingBehind(place)];
    if (text === undefined || text.from - place > MOST_AHEAD) return false;
    if (text.from <= place) return true;
    const bytes = this.memory.bytesFrom(place);
    return bytes !== undefined && utf8SequenceLength(bytes, 0, bytes.length) > 0;
  }
}

function distanceOf(place: Address, start: bigint): number {
  const number = Number(place);
  return number <= Number.MAX_SAFE_INTEGER && start <= Number.MAX_SAFE_INTEGER
    ? number - Number(start)
    : Number(BigInt(place) - start);
}

function placedText(string: ExtractedString, from: number, memory: TextMemory): PlacedText | undefined {
  const { encoding, length, content } = string;
  if ((encoding !== 'ascii' && encoding !== 'utf-8') || from !== (from | 0)) return undefined;
  const most = memory.sizeFrom(from);
  // What is not loaded has the address of something else.
  if (most === 0 || !beginsWith(content, memory.byteAt(from))) return undefined;
  const size = encoding === 'ascii' ? length : sizeOf(memory.bytesFrom(from) ?? [], length);
  return size > most ? undefined : { string, from, to: from + size };
}

/** By the first character that is its own content. */
function beginsWith(content: string, byte: number): boolean {
  const first = content.charCodeAt(0);
  return first > 0x7e || first === 0x5c || first === byte;
}

/** Bytes of so many characters of UTF-8. */
function sizeOf(bytes: ArrayLike<number>, characters: number): number {
  let left = characters;
  let at = 0;
  while (at < bytes.length && (left > 0 || isWithin(bytes[at]))) if (!isWithin(bytes[at++])) left -= 1;
  return left > 0 ? bytes.length + 1 : at;
}

/** A byte that begins no character. */
export function isWithin(byte = 0): boolean {
  return (byte & 0xc0) === 0x80;
}
