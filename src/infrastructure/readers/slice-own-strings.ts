import { Arm64Counts } from '#domain/code/arm64-counts';
import type { CodeImage, ImageRegion } from '#domain/code/code-image';
import type { CountsBeside } from '#domain/code/counts-beside';
import { textPointers } from '#domain/code/text-pointers';
import { X86_ARGUMENTS, X86Counts } from '#domain/code/x86-counts';
import { CAPS } from '#domain/document/caps';
import type { Kept } from '#domain/document/kept';
import type { Language } from '#domain/document/language';
import type { ExtractedString } from '#domain/document/strings';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import type { TextMemory } from '#domain/strings/placed-texts';
import { PlacedTexts } from '#domain/strings/placed-texts';
import { sliceStrings } from '#domain/strings/slice-strings';
import type { OwnCode } from './read-own-code';

/** Whose texts have no zero behind them: they run together. */
const WITHOUT_TERMINATORS: ReadonlySet<Language | undefined> = new Set<Language>(['go', 'rust']);

export interface StringSliceOrder {
  readonly header: ExecutableHeader;
  readonly language: Language | undefined;
  readonly strings: Kept<ExtractedString>;
}

/** Strings as the code tells them apart. */
export interface OwnStrings {
  readonly strings: Kept<ExtractedString>;
  /** Instructions that refer to a string by way of a pointer in memory, and to which: pairs of places. */
  readonly uses: ArrayLike<number>;
}

/** The strings of a program whose texts run together, cut where its code and data point to; those of others, and where not all code was read, as they are. */
export function sliceOwnStrings(
  code: OwnCode | undefined,
  { header, language, strings }: StringSliceOrder,
): OwnStrings {
  const whole = { strings, uses: [] };
  if (code === undefined || code.unread !== undefined || !WITHOUT_TERMINATORS.has(language)) return whole;
  const { image } = code.loaded;
  const texts = new PlacedTexts(strings.items, image.address, memoryOf(image));
  const pointers = textPointers({
    image,
    references: code.references,
    counts: countsOf(code, header, language),
    bounds: texts.bounds,
    mayBeText: (place) => texts.mayBeText(place),
  });
  const sliced = sliceStrings(strings.items, texts, pointers.texts);
  const total = strings.total + sliced.strings.length - strings.items.length;
  return { strings: { items: capped(sliced.strings, sliced.pointed), total }, uses: pointers.uses.view() };
}

/** All but the code. */
function memoryOf({ memory, bytes }: CodeImage): TextMemory {
  const regionOf = (place: number): ImageRegion | undefined => {
    const region = memory.regionOf(place);
    return region?.bytes === bytes ? undefined : region;
  };
  return {
    bytesFrom: (place) => {
      const region = regionOf(place);
      return region?.bytes.subarray(place - region.place);
    },
    sizeFrom: (place) => {
      const region = regionOf(place);
      return region === undefined ? 0 : region.place + region.bytes.length - place;
    },
    byteAt: (place) => {
      const region = regionOf(place);
      return region?.bytes[place - region.place] ?? 0;
    },
  };
}

function countsOf(
  { loaded: { image, isFixed }, marks }: OwnCode,
  { architecture, format }: ExecutableHeader,
  language: Language | undefined,
): CountsBeside {
  if (architecture === 'arm64') return new Arm64Counts(image.bytes, marks);
  const order = language === 'go' ? 'go' : format === 'pe' ? 'windows' : 'systemV';
  return new X86Counts(image.bytes, marks, { bits: image.bits, isFixed }, X86_ARGUMENTS[order]);
}

/** Of more than a document holds, the last ones are left out that nothing points to. */
function capped(
  strings: readonly ExtractedString[],
  pointed: ReadonlySet<ExtractedString>,
): readonly ExtractedString[] {
  let excess = strings.length - CAPS.strings;
  if (excess <= 0) return strings;
  const kept = strings.toReversed().filter((each) => pointed.has(each) || excess-- <= 0);
  return kept.toReversed().slice(0, CAPS.strings);
}
