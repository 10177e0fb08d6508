import { Arm64Run } from '#domain/code/arm64-run';
import type { CodeImage } from '#domain/code/code-image';
import type { CodeOrder } from '#domain/code/code-order';
import type { CodeReading } from '#domain/code/read-code';
import { readCode } from '#domain/code/read-code';
import { X86Run } from '#domain/code/x86-run';
import type { OpenedExecutable } from '#domain/executables/open-executable';
import { codeSeeds } from '#domain/functions/code-seeds';
import { isFinal, unwinds } from '#domain/functions/final-imports';
import type { FunctionStarts } from '#domain/functions/function-starts';
import type { ImportSlots } from '#domain/functions/import-slots';
import { mainFunction, startsMain } from '#domain/functions/main-function';
import type { NamedFunctions } from '#domain/functions/named-functions';
import type { LoadedCode } from '#domain/functions/read-code-image';
import { readCodeImage } from '#domain/functions/read-code-image';
import type { Address } from '#domain/shared/address';
import { DomainError } from '#domain/shared/domain-error';
import type { Architecture, ExecutableHeader } from '#domain/shared/executable-header';
import { isReadByUs } from '#domain/shared/own-code';
import type { Deadline } from '#infrastructure/clock/deadline';

/** Counts up with every change of what our own reading of code finds: results of other versions are other results. */
export const CODE_READING_VERSION = 7;

/** Bytes. */
const LONGEST_STUB = 16;

/** Whether the code of such a file is read by ourselves: linked programs for processors that we know. */
export function readsCodeOf({ architecture, endianness, kind }: ExecutableHeader): boolean {
  return isReadByUs(architecture) && endianness === 'little' && kind !== 'relocatable';
}

export interface OwnCodeOrder {
  readonly file: OpenedExecutable;
  readonly header: ExecutableHeader;
  readonly starts: FunctionStarts;
  readonly named: NamedFunctions;
  readonly slots: ImportSlots;
  readonly deadline: Deadline;
}

/** What the code shows. */
export interface OwnCode extends CodeReading {
  /** Of the first byte of code: all places count from it. */
  readonly address: bigint;
  /** Where `main` begins, as the entry point tells. */
  readonly main?: number;
  readonly loaded: LoadedCode;
}

/** S2 by ourselves, or why another has to read the code. @throws when the time is over, or nobody waits any more. */
export async function codeReadByUs(
  order: OwnCodeOrder,
): Promise<{ readonly code: OwnCode } | { readonly reason: string }> {
  try {
    const code = await readOwnCode(order);
    if (code === undefined) return { reason: 'The file holds no code that could be read in one piece.' };
    if (code.unread === 'size') return { reason: 'The code has more blocks or functions than compiled code has.' };
    return { code };
  } catch (error) {
    if (error instanceof DomainError || !(error instanceof RangeError || error instanceof TypeError)) throw error;
    return { reason: `Our own reading of the code failed: ${error.message}.` };
  }
}

/** `undefined` where the file has no code that can be read in one piece. @throws what the source throws. */
async function readOwnCode(order: OwnCodeOrder): Promise<OwnCode | undefined> {
  const { file, header, starts, named, slots, deadline } = order;
  if (starts.code === undefined) return undefined;
  const loaded = await readCodeImage(file, starts.code, header.architecture === 'x86' ? 32 : 64);
  if (loaded === undefined) return undefined;
  const image = withStubs(loaded.image, named);
  const reading = readCode({
    image,
    run: runOf({ ...loaded, image }, header.architecture),
    seeds: codeSeeds(named, image.address, image.bytes.length),
    final: placesOf(slots, image.address, isFinal),
    // Landing pads read as functions do.
    looksForOthers: !slots.imports.some(({ name }) => unwinds(name)),
    isOver: () => deadline.isOver,
  });
  const main = mainFunction(reading, image, header.architecture, {
    entries: new Set([...named].flatMap(([at, { type }]) => (type === 'entry' ? [placeOf(at, image.address)] : []))),
    starters: placesOf(slots, image.address, startsMain),
  });
  return { ...reading, address: image.address, loaded, ...(main !== undefined && { main }) };
}

/** Where no section says where the stubs of imports are, they are between the first and the last, and the one that all share before them. */
function withStubs(image: CodeImage, named: NamedFunctions): CodeImage {
  if (image.stubs.length > 0) return image;
  const places = [...named].flatMap(([at, { type }]) =>
    type === 'import' ? [Number(BigInt(at) - image.address)] : [],
  );
  if (places.length === 0) return image;
  const first = places.reduce((least, each) => Math.min(least, each));
  const last = places.reduce((most, each) => Math.max(most, each));
  return last - first > places.length * LONGEST_STUB
    ? image
    : { ...image, stubs: [[first - LONGEST_STUB, last + LONGEST_STUB]] };
}

function runOf({ image, isFixed, globalOffsetTable }: LoadedCode, architecture: Architecture): CodeOrder['run'] {
  if (architecture === 'arm64') return new Arm64Run(image.bytes, image.address);
  const { bits, memory, address } = image;
  const holds = (place: number): boolean => memory.holds(place);
  return new X86Run(image.bytes, { bits, address: Number(address), isFixed, globalOffsetTable, holds });
}

/** Of the stubs and slots of imports by their names. */
function placesOf({ byPlace }: ImportSlots, start: bigint, isMeant: (name: string) => boolean): ReadonlySet<number> {
  const places = new Set<number>();
  for (const [address, { name }] of byPlace) if (isMeant(name)) places.add(placeOf(address, start));
  return places;
}

function placeOf(address: Address, start: bigint): number {
  return Number(BigInt(address) - start);
}
