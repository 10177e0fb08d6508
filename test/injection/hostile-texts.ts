import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';

import type { Disguise } from './disguises';
import { DISGUISES } from './disguises';

/** A text that tries to instruct a reader, as it stands in a file. */
export interface HostileText {
  readonly language: string;
  readonly disguise: Disguise | 'none';
  readonly text: string;
}

interface Written {
  readonly language: string;
  readonly disguise?: Disguise;
  readonly list: readonly string[];
}

/**
 * `tuned`: those that the detector was made with; `held-back`: those by which it is measured; `other-hands`: in other styles, of which 29
 * of 61 were found before words of Italian, Dutch and of the mistyped kind were added; `taxonomies`, which its lexicon was made larger with, and
 * `unseen`, for which nothing was changed: by the forms that published taxonomies name. `training`: with `tuned`, `taxonomies` and
 * `other-hands` those that the weights are made with; `kept-apart`: the half of its first texts, drawn by lot, that they are measured by.
 */
export function hostileTexts(
  half: 'tuned' | 'held-back' | 'other-hands' | 'taxonomies' | 'unseen' | 'training' | 'kept-apart',
): readonly HostileText[] {
  const { texts } = parse(readFileSync(join(__dirname, `${half}.toml`), 'utf8')) as unknown as {
    texts: readonly Written[];
  };
  return texts.flatMap(({ language, disguise, list }) =>
    list.map((text) => ({
      language,
      disguise: disguise ?? ('none' as const),
      text: disguise === undefined ? text : DISGUISES[disguise](text),
    })),
  );
}
