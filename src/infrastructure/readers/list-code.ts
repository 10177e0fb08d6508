import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { FunctionInfo } from '#domain/document/functions';
import type { Truncation } from '#domain/document/parts';
import type { ImportSlots } from '#domain/functions/import-slots';
import type { LoadedCode } from '#domain/functions/read-code-image';
import { collectCode } from '#domain/listing/collect-code';
import type { FunctionBounds } from '#domain/listing/function-pieces';
import type { ListedCode } from '#domain/listing/listed-code';
import { isListed } from '#domain/listing/listed-code';
import type { Address } from '#domain/shared/address';
import type { Architecture } from '#domain/shared/executable-header';
import { MB } from '#domain/shared/quantities';

/** Bytes of code that are kept with a result. */
const MOST_BYTES: Readonly<Record<AnalysisDepth, number>> = { quick: 0, standard: 16 * MB, comprehensive: 64 * MB };
/** Places are numbers of 31 bits. */
const FARTHEST = 0x7000_0000n;

/** Consecutive code of a function. */
export interface ReadRange {
  readonly start: Address;
  readonly end: Address;
}

export interface CodeListingOrder {
  readonly loaded: LoadedCode;
  readonly architecture: Architecture;
  readonly depth: AnalysisDepth;
  /** As the document has them. */
  readonly functions: readonly FunctionInfo[];
  /** What was read of each, pairs of places, ascending; by its place. */
  readonly read: ReadonlyMap<number, ArrayLike<number>>;
  readonly slots: ImportSlots;
}

export interface CodeListing {
  readonly code?: ListedCode;
  readonly truncated: readonly Truncation[];
}

/** What the functions' instructions can be listed from later on; nothing where there is nothing to list. */
export function listCode({ loaded, architecture, depth, functions, read, slots }: CodeListingOrder): CodeListing {
  const { image, isFixed, globalOffsetTable } = loaded;
  const mostBytes = MOST_BYTES[depth];
  if (mostBytes === 0 || !isListed(architecture)) return { truncated: [] };
  const listing = collectCode({
    ...{ address: image.address, bytes: image.bytes, ranges: image.ranges, isFixed, architecture, mostBytes },
    ...(globalOffsetTable !== undefined && { globalOffsetTable }),
    memory: image.memory.filled(),
    functions: boundsOf(functions, read, image.address, image.bytes.length),
    slots: slotPlaces(slots, image.address),
  });
  return listing ?? { truncated: [] };
}

/** Of functions by what radare2 or symbols say: where their code lies. */
export function placesOf(
  functions: readonly FunctionInfo[],
  ranges: readonly (ReadRange & { readonly owner: number })[],
  start: bigint,
): ReadonlyMap<number, readonly number[]> {
  const read = new Map<number, number[]>();
  for (const { owner, start: from, end } of ranges) {
    const own = functions[owner];
    const place = own && placeOf(own.address, start);
    const [first, behind] = [placeOf(from, start), placeOf(end, start)];
    if (place === undefined || first === undefined || behind === undefined) continue;
    const known = read.get(place);
    if (known === undefined) read.set(place, [first, behind]);
    else known.push(first, behind);
  }
  return read;
}

function boundsOf(
  functions: readonly FunctionInfo[],
  read: CodeListingOrder['read'],
  start: bigint,
  length: number,
): readonly FunctionBounds[] {
  const bounds: FunctionBounds[] = [];
  for (const { address, size } of functions) {
    const place = placeOf(address, start);
    if (place === undefined || place < 0 || place >= length) continue;
    bounds.push({ place, size, read: read.get(place) ?? [] });
  }
  return bounds;
}

function slotPlaces({ byPlace }: ImportSlots, start: bigint): readonly (readonly [number, number])[] {
  const slots: [number, number][] = [];
  for (const [address, known] of byPlace) {
    const [place, target] = [placeOf(address, start), placeOf(known.address, start)];
    if (place !== undefined && target !== undefined && place !== target) slots.push([place, target]);
  }
  return slots;
}

function placeOf(address: Address, start: bigint): number | undefined {
  const place = BigInt(address) - start;
  return place > -FARTHEST && place < FARTHEST ? Number(place) : undefined;
}
