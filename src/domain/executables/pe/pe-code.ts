import { CodeRanges } from '#domain/bytes/code-ranges';
import { SCN } from './pe-constants';
import type { PeImage, PeSection } from './pe-image';

/** Whether instructions may lie there. */
export function isCode({ characteristics }: Pick<PeSection, 'characteristics'>): boolean {
  return (characteristics & (SCN.code | SCN.execute)) !== 0;
}

/** Where an image has code, from `base` on; all of it where it has no sections and is loaded as it is. */
export function codeOf({ sections, isLoadedAsItIs, fields }: PeImage, base = 0n): CodeRanges {
  if (sections.length === 0 && isLoadedAsItIs)
    return new CodeRanges([{ address: base, size: BigInt(fields.imageSize) }]);
  return new CodeRanges(
    sections.filter(isCode).map(({ rva, virtualSize, fileSize }) => ({
      address: base + BigInt(rva),
      size: BigInt(Math.max(virtualSize, fileSize)),
    })),
  );
}
