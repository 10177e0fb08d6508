import { IntList } from '#domain/code/int-list';
import type { Truncation } from '#domain/document/parts';
import { address } from '#domain/shared/address';
import type { FunctionBounds } from './function-pieces';
import { FunctionPieces } from './function-pieces';
import type { CodeIndex, ListedCode } from './listed-code';
import { CHUNK_BYTES, chunksOf } from './listed-code';

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
  const chunks = new ChunkSet(bytes.length, Math.floor(mostBytes / CHUNK_BYTES));
  const [places, firsts, pieces] = [new IntList(), new IntList(), new IntList()];
  let total = 0;
  for (const [at, each] of functions.entries()) {
    const first = pieces.length;
    all.add(each, functions[at + 1]?.place ?? bytes.length, pieces);
    if (pieces.length === first) continue;
    total += 1;
    if (chunks.take(pieces, first)) {
      places.push(each.place);
      firsts.push(first);
    } else pieces.length = first;
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

/** Chunks of code, up to a number of them. */
class ChunkSet {
  private readonly taken: Uint8Array;
  private count = 0;

  constructor(
    size: number,
    private readonly most: number,
  ) {
    this.taken = new Uint8Array(chunksOf(0, size)[1]);
  }

  /** Whether all chunks that pairs from an index on lie in are kept, as they are then. */
  take(pieces: IntList, from: number): boolean {
    const added: number[] = [];
    for (let at = from; at < pieces.length; at += 2) {
      const [first, end] = chunksOf(pieces.at(at), pieces.at(at + 1));
      for (let chunk = first; chunk < end; chunk++) {
        if (this.taken[chunk] === 1) continue;
        this.taken[chunk] = 1;
        added.push(chunk);
      }
    }
    if (this.count + added.length <= this.most) {
      this.count += added.length;
      return true;
    }
    for (const chunk of added) this.taken[chunk] = 0;
    return false;
  }

  sorted(): Int32Array {
    const kept: number[] = [];
    for (const [chunk, isTaken] of this.taken.entries()) if (isTaken === 1) kept.push(chunk);
    return Int32Array.from(kept);
  }
}
