import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { ShownPlaces } from './shown-places';
import type { ShownText, Words } from './shown-words';
import type { Anchor } from './view-parts';

/** Bands that are drawn, the largest of all. */
const MOST_BANDS = 120;
const NAME_CHARACTERS = 24;
/** A file that is packed or encrypted has this and more. */
const HIGH_ENTROPY = 7;

export type BandKind = 'code' | 'writable-code' | 'data' | 'read-only' | 'overlay' | 'image';

/** A stretch of the file. */
export interface FileBand {
  readonly kind: BandKind;
  readonly name: Words;
  readonly to?: Anchor;
  /** Bytes from the beginning of the file. */
  readonly offset: number;
  readonly size: number;
  readonly permissions: string;
  /** 0-8; absent where it is not known. */
  readonly entropy?: number;
  readonly isHigh: boolean;
}

/** The file from its first byte to its last. */
export interface FilePicture {
  readonly size: number;
  /** In the order of the file. */
  readonly bands: readonly FileBand[];
  /** Parts with bytes in the file that are not drawn. */
  readonly leftOut: number;
  /** Bytes that no band covers: headers, tables, padding. */
  readonly between: number;
}

export function filePicture(
  { metadata, sections }: AnalysisDocument,
  places: ShownPlaces,
  shown: ShownText,
): FilePicture {
  const { size, overlay, slices = [] } = metadata.file;
  const bands = sections.flatMap((section, place): readonly FileBand[] => {
    const band = bandAt(Number(section.offset), section.size, size);
    if (band === undefined || section.permissions === '' || isNoBits(section)) return [];
    const to = places.anchor('section', place);
    return [
      {
        ...band,
        kind: kindOf(section.permissions),
        name: shown.of(section.name, NAME_CHARACTERS),
        permissions: section.permissions,
        ...(to !== undefined && { to }),
        ...entropyOf(section.entropy),
      },
    ];
  });
  const others = slices
    .filter(({ analysed }) => !analysed)
    .flatMap(({ architecture, offset, size: length }): readonly FileBand[] => {
      const band = bandAt(offset, length, size);
      return band === undefined ? [] : [{ ...band, kind: 'image', name: architecture, permissions: '', isHigh: false }];
    });
  const behind = overlay && bandAt(Number(overlay.offset), overlay.size, size);
  const tail: readonly FileBand[] =
    behind === undefined
      ? []
      : [
          {
            ...behind,
            kind: 'overlay',
            name: `overlay: ${overlay?.kind ?? ''}`,
            permissions: '',
            ...entropyOf(overlay?.entropy),
          },
        ];
  const all = [...bands, ...others, ...tail];
  const drawn = [...all].sort((one, other) => other.size - one.size).slice(0, MOST_BANDS);
  drawn.sort((one, other) => one.offset - other.offset || other.size - one.size);
  return { size, bands: drawn, leftOut: all.length - drawn.length, between: size - covered(drawn) };
}

/** Headers of hostile files say what they like: what lies outside of the file is none of it. */
function bandAt(offset: number, length: number, size: number): Pick<FileBand, 'offset' | 'size'> | undefined {
  if (!Number.isSafeInteger(offset) || length <= 0 || offset >= size) return undefined;
  return { offset, size: Math.min(length, size - offset) };
}

/** Such as `.bss`: it has a size, and no bytes in the file. */
function isNoBits({ entropy, md5, size }: AnalysisDocument['sections'][number]): boolean {
  return size === 0 || (entropy === undefined && md5 === undefined);
}

function entropyOf(entropy: number | undefined): Pick<FileBand, 'entropy' | 'isHigh'> {
  return entropy === undefined ? { isHigh: false } : { entropy, isHigh: entropy > HIGH_ENTROPY };
}

function kindOf(permissions: string): BandKind {
  const [isWritable, isRun] = [permissions.includes('w'), permissions.includes('x')];
  if (isRun) return isWritable ? 'writable-code' : 'code';
  return isWritable ? 'data' : 'read-only';
}

function covered(bands: readonly FileBand[]): number {
  let [sum, end] = [0, 0];
  for (const { offset, size } of bands) {
    sum += Math.max(0, offset + size - Math.max(offset, end));
    end = Math.max(end, offset + size);
  }
  return sum;
}
