/** Digits of a part of a shape, and how many of them must be equal for two functions to be taken for one another. */
const DIGITS = 16;
const EQUAL = 13;
/** Any 13 of 16 equal digits leave one of these four parts whole. */
const CHUNK = 4;
/** Of shapes that share a part: more are shapes of nothing in particular. */
const MOST_CANDIDATES = 64;

/** Finds functions by the likeness of their shapes (`FunctionIdentity.shape`), each once. */
export class ShapeIndex {
  private readonly shapes = new Map<number, string>();
  private readonly byChunk = new Map<string, number[]>();

  constructor(functions: Iterable<readonly [place: number, shape: string | undefined]>) {
    for (const [place, shape] of functions) {
      if (shape === undefined) continue;
      this.shapes.set(place, shape);
      for (const chunk of chunksOf(shape)) {
        const known = this.byChunk.get(chunk);
        if (known === undefined) this.byChunk.set(chunk, [place]);
        else if (known.length < MOST_CANDIDATES) known.push(place);
      }
    }
  }

  /** The most alike of those that are left, which it takes; `undefined` where none is alike enough. */
  takeNearest(shape: string): number | undefined {
    let [nearest, most]: [number | undefined, number] = [undefined, 0];
    for (const place of new Set(chunksOf(shape).flatMap((chunk) => this.byChunk.get(chunk) ?? []))) {
      const other = this.shapes.get(place);
      const likeness = other === undefined ? 0 : likenessOf(shape, other);
      if (likeness > most) [nearest, most] = [place, likeness];
    }
    if (nearest !== undefined) this.shapes.delete(nearest);
    return nearest;
  }
}

/** Share of equal digits, 0 where the structures are not alike enough. */
export function likenessOf(one: string, other: string): number {
  const structure = equalDigits(one, other, 0);
  if (structure < EQUAL) return 0;
  if (one.length <= DIGITS && other.length <= DIGITS) return structure / DIGITS;
  // What one uses and the other does not, they do not have in common.
  return (structure + equalDigits(one, other, DIGITS)) / (2 * DIGITS);
}

function equalDigits(one: string, other: string, from: number): number {
  let equal = 0;
  const end = Math.min(one.length, other.length, from + DIGITS);
  for (let at = from; at < end; at += 1) if (one[at] === other[at]) equal += 1;
  return equal;
}

function chunksOf(shape: string): readonly string[] {
  return [0, 1, 2, 3].map((part) => `${part}${shape.slice(part * CHUNK, (part + 1) * CHUNK)}`);
}
