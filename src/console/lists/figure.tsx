import type { JSX } from 'preact';

import { countText } from '../parts/words';

/** A count, empty where it is not known. */
export function Figure({ of }: { readonly of: number | undefined }): JSX.Element {
  return <span class="figure">{of === undefined ? '' : countText(of)}</span>;
}
