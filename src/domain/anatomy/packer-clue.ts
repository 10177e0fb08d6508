import type { PackerSign } from '#domain/document/anatomy-facts';
import type { MarkerHits, SoughtMarker } from './markers';

/** A part of the file that a packer would have put there, and what else has to be in the file if one did. */
export interface PackerClue {
  /** What to look for meanwhile. */
  readonly sought: readonly SoughtMarker[];
  /**
   * `undefined` where the rest is not there.
   * @param hits the first place of what was sought
   * @param overlayEntropy of what is behind the program, 0 where nothing is
   */
  readonly confirm: (hits: MarkerHits, overlayEntropy: number) => PackerSign | undefined;
}
