import type { CodeImage, ImageRegion } from './code-image';
import type { CodeReferences } from './code-references';
import { REFERENCE } from './code-references';
import type { CountsBeside } from './counts-beside';
import { IntList } from './int-list';

/** Different numbers, and instructions that are looked at, of one place. */
const MOST_SIZES = 8;
const MOST_LOOKS = 3;
/** Places that pointers lead to: each takes some hundred bytes of memory. */
const MOST_TEXTS = 200_000;
/** Pairs of a pointer and a length in memory, and uses by way of them: 8 bytes each. */
const MOST_PAIRS = 500_000;
const MOST_USES = 1_000_000;
/** Entries of one list of pairs that code goes through. */
const MOST_ENTRIES = 64;
/** Longer is no text that programs have in one piece. Bytes. */
const LONGEST = 1 << 26;

const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** What is known of a place that a pointer leads to. */
export interface PointedText {
  /** Bytes, as whoever points there says, and how often each is said. */
  readonly sizes: readonly { readonly size: number; readonly votes: number }[];
  /** Numbers beside pointers without a size; one of them may be it. */
  readonly others: readonly number[];
}

/** Where in memory pointers lead to text, by code and by data; places as `CodeImage` has them. */
export interface TextPointers {
  readonly texts: ReadonlyMap<number, PointedText>;
  /** Instructions that refer to a text by way of a pointer in memory, and to which: pairs of places. */
  readonly uses: IntList;
}

export interface TextPointerOrder {
  readonly image: CodeImage;
  readonly references: CodeReferences;
  readonly counts: CountsBeside;
  /** Where in memory that is no code texts lie: places of the first byte and behind the last one. */
  readonly bounds: readonly [number, number];
  /** Whether there may be text at a place within them. */
  readonly mayBeText: (place: number) => boolean;
}

/** Collects them. Takes time in proportion to the references and the memory. */
export function textPointers(order: TextPointerOrder): TextPointers {
  const texts: Drafts = new Map();
  const pairs = pairsIn(order);
  for (let index = 0; index < pairs.places.length; index++) {
    const size = order.image.memory.read(pairs.places.at(index) + wordOf(order.image), 4, false);
    addSize(textAt(texts, pairs.texts.at(index)), size ?? 0);
  }
  const [least, most] = order.bounds;
  const uses = new IntList();
  const looks = new Map<number, number>();
  const { from, to, kinds, count } = order.references;
  for (let index = 0; index < count; index++) {
    if (kinds.at(index) !== REFERENCE.data) continue;
    const place = to.at(index);
    if (place >= least && place < most && order.mayBeText(place)) {
      const looked = looks.get(place) ?? 0;
      if (looked < MOST_LOOKS && addPointer(texts, place, from.at(index), order.counts)) looks.set(place, looked + 1);
    } else addUses(uses, pairs, from.at(index), place, order);
  }
  return { texts, uses };
}

interface Draft extends PointedText {
  readonly sizes: { readonly size: number; votes: number }[];
  readonly others: number[];
}

type Drafts = Map<number, Draft>;

/** Whether an instruction takes the address of a text. */
function addPointer(texts: Drafts, place: number, from: number, counts: CountsBeside): boolean {
  if (!counts.look(from)) return false;
  const known = textAt(texts, place);
  if (counts.count > 0) addSize(known, counts.count);
  else if (known !== undefined) addOthers(known.others, counts.others);
  return true;
}

function addOthers(known: number[], others: readonly number[]): void {
  for (const each of others) if (known.length < MOST_SIZES && !known.includes(each)) known.push(each);
}

function textAt(texts: Drafts, place: number): Draft | undefined {
  const known = texts.get(place);
  if (known !== undefined || texts.size >= MOST_TEXTS) return known;
  const made = { sizes: [], others: [] };
  texts.set(place, made);
  return made;
}

function addSize(text: Draft | undefined, size: number): void {
  if (text === undefined || size > LONGEST) return;
  const known = text.sizes.find((each) => each.size === size);
  if (known !== undefined) known.votes += 1;
  else if (text.sizes.length < MOST_SIZES) text.sizes.push({ size, votes: 1 });
}

/** Where pairs lie in memory, ascending, and where each points to. */
interface TextPairs {
  readonly places: IntList;
  readonly texts: IntList;
}

function pairsIn(order: TextPointerOrder): TextPairs {
  const pairs = { places: new IntList(), texts: new IntList() };
  for (const region of order.image.memory.regions) {
    if (region.bytes !== order.image.bytes) addPairs(pairs, region, order);
  }
  return pairs;
}

function addPairs(
  pairs: TextPairs,
  { place, bytes }: ImageRegion,
  { image, bounds, mayBeText }: TextPointerOrder,
): void {
  const word = wordOf(image);
  const [least, most] = bounds;
  // Words are aligned by their address.
  const first = (word - (Number(BigInt.asUintN(3, image.address + BigInt(place))) % word)) % word;
  const [low, high] = [Number(image.address & 0xffff_ffffn), Number(image.address >> 32n)];
  const dwords = dwordsOf(bytes, first);
  const step = word / 4;
  for (let at = 0; at + 2 * step <= dwords.length; at += step) {
    // Code and texts may lie on both sides of a border of 4 GB, where the numbers differ by one.
    const above = step === 2 ? (dwords[at + 1] ?? 0) - high : 0;
    const to = (dwords[at] ?? 0) - low + above * 2 ** 32;
    if (to < least || to >= most) continue;
    const size = dwords[at + step] ?? 0;
    if (size === 0 || size > LONGEST || (step === 2 && dwords[at + 3] !== 0)) continue;
    if (!mayBeText(to) || pairs.places.length >= MOST_PAIRS) continue;
    pairs.places.push(place + first + at * 4);
    pairs.texts.push(to);
  }
}

/** Little-endian numbers. */
function dwordsOf(bytes: Uint8Array, first: number): Uint32Array {
  const copy = new Uint8Array(bytes.subarray(first, bytes.length - ((bytes.length - first) & 3)));
  if (!IS_LITTLE_ENDIAN) Buffer.from(copy.buffer).swap32();
  return new Uint32Array(copy.buffer, 0, copy.length >> 2);
}

/** Code that refers to a pair refers to its text; of a list of them, to as many as are counted beside it. */
function addUses(uses: IntList, pairs: TextPairs, from: number, place: number, order: TextPointerOrder): void {
  const first = indexOf(pairs.places, place);
  if (first < 0) return;
  const stride = 2 * wordOf(order.image);
  const isList = pairs.places.at(first + 1) === place + stride && first + 1 < pairs.places.length;
  const counted = isList && order.counts.look(from) ? Math.min(order.counts.count, MOST_ENTRIES) : 1;
  for (let index = 0; index < Math.max(1, counted); index++) {
    if (first + index >= pairs.places.length || pairs.places.at(first + index) !== place + index * stride) return;
    if (uses.length >= 2 * MOST_USES) return;
    uses.push(from);
    uses.push(pairs.texts.at(first + index));
  }
}

/** Of a number among ascending ones; below 0 where it is none of them. */
function indexOf(sorted: IntList, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted.at(middle) < value) low = middle + 1;
    else high = middle;
  }
  return low < sorted.length && sorted.at(low) === value ? low : -1;
}

function wordOf({ bits }: Pick<CodeImage, 'bits'>): 4 | 8 {
  return bits === 64 ? 8 : 4;
}
