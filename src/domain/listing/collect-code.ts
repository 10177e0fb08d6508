import { IntList } from '#domain/code/int-list';
import type { Truncation } from '#domain/document/parts';
import { address } from '#domain/shared/address';
import type { FunctionBounds } from './function-pieces';
import { FunctionPieces } from './function-pieces';
import type { CodeIndex, ListedCode } from './listed-code';
import { CHUNK_BYTES, chunksOf } from './listed-code';

/** Of a function of which only the beginning is known, such as a stub. Bytes. */
const LEAST_KNOWN = 16;

export interface CodeToList extends Pick<CodeIndex, 'isFixed' | 'globalOffsetTable' | 'architecture' | 'memory'> {
  readonly address: bigint;
  /** From the first byte of code to the last. */
  readonly bytes: Uint8Array;
  /** What of it is code: pairs, ascending. */
  readonly ranges: readonly (readonly [number, number])[];
  /** Ascending, each place once. */
  readonly functions: readonly FunctionBounds[];
  /** Places that stand for imports, each with that by which the document knows it. */
  readonly slots: readonly (readonly [number, number])[];
  /** Bytes of code that are kept at most. */
  readonly mostBytes: number;
}

/** The code of all functions, or of as many as may be kept, by address; `undefined` where there is none. */
export function collectCode(
  order: CodeToList,
): { readonly code: ListedCode; readonly truncated: readonly Truncation[] } | undefined {
  const { bytes, functions, mostBytes } = order;
  const all = new FunctionPieces(functions, order.ranges, bytes.length);
  const chunks = new ChunkSet(Math.floor(mostBytes / CHUNK_BYTES));
  const [places, firsts, pieces] = [new IntList(), new IntList(), new IntList()];
  let total = 0;
  for (const each of functions) {
    const own = piecesOf(all, each);
    if (own.length === 0) continue;
    total += 1;
    if (!chunks.take(own)) continue;
    places.push(each.place);
    firsts.push(pieces.length);
    for (const piece of own) pieces.push(piece);
  }
  if (total === 0) return undefined;
  firsts.push(pieces.length);
  const { isFixed, globalOffsetTable, architecture, memory } = order;
  const index: CodeIndex = {
    address: address(order.address),
    ...{ isFixed, architecture, memory },
    ...(globalOffsetTable !== undefined && { globalOffsetTable }),
    slots: Int32Array.from(order.slots.toSorted(([one], [other]) => one - other).flat()),
    places: places.view().slice(),
    firsts: firsts.view().slice(),
    pieces: pieces.view().slice(),
    chunks: chunks.sorted(),
  };
  const kept = places.length;
  const reason = `A result holds ${mostBytes >> 20} MB of code.`;
  return {
    code: { index, bytes },
    truncated: kept < total ? [{ section: 'listing', kept, total, reason }] : [],
  };
}

function piecesOf(all: FunctionPieces, each: FunctionBounds): readonly number[] {
  const own = all.of(each);
  if (own.length > 0 || each.place < 0) return own;
  const end = all.until(each.place, LEAST_KNOWN);
  return end > each.place ? [each.place, end] : [];
}

/** Chunks of code, up to a number of them. */
class ChunkSet {
  private readonly chunks = new Set<number>();

  constructor(private readonly most: number) {}

  /** Whether all chunks that these pairs lie in are kept, as they are then. */
  take(pieces: readonly number[]): boolean {
    const added: number[] = [];
    for (let at = 0; at < pieces.length; at += 2) {
      const [first, end] = chunksOf(pieces[at] ?? 0, pieces[at + 1] ?? 0);
      for (let chunk = first; chunk < end; chunk++) {
        if (this.chunks.has(chunk)) continue;
        this.chunks.add(chunk);
        added.push(chunk);
      }
    }
    if (this.chunks.size <= this.most) return true;
    for (const chunk of added) this.chunks.delete(chunk);
    return false;
  }

  sorted(): Int32Array {
    return Int32Array.from(this.chunks).sort();
  }
}
