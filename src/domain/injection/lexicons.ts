import { CHINESE_WIDER, JAPANESE_WIDER, KOREAN } from './asian-wider-lexicon';
import type { Lexicon } from './concept';
import { CHINESE, JAPANESE } from './east-asian-lexicon';
import { CZECH, POLISH_WIDER, RUSSIAN_FILES, RUSSIAN_WIDER, TURKISH_WIDER, UKRAINIAN } from './eastern-wider-lexicon';
import { ENGLISH, ENGLISH_FILES, ENGLISH_PARTS } from './english-lexicon';
import { ENGLISH_WIDER } from './english-wider-lexicon';
import {
  DUTCH_WIDER,
  FRENCH_WIDER,
  GERMAN_WIDER,
  ITALIAN_WIDER,
  PORTUGUESE_WIDER,
  SPANISH_WIDER,
} from './european-wider-lexicon';
import { DUTCH, DUTCH_FILES, ITALIAN, ITALIAN_FILES, MISTYPED } from './further-lexicon';
import { GERMAN, GERMAN_FILES } from './germanic-lexicon';
import { POLISH, POLISH_FILES, TURKISH, TURKISH_FILES } from './polish-turkish-lexicon';
import { FRENCH, FRENCH_FILES, PORTUGUESE, PORTUGUESE_FILES, SPANISH, SPANISH_FILES } from './romance-lexicon';
import { RUSSIAN } from './russian-lexicon';
import { ARABIC, HINDI, INDONESIAN, SWEDISH, VIETNAMESE } from './world-lexicon';

/** Words of a language, or of a family of languages, that are read in one way. */
export interface Lexicons {
  /** Of languages with spaces between words. */
  readonly spaced: readonly Lexicon[];
  /** Of languages that are read in pieces. */
  readonly unspaced: readonly Lexicon[];
}

/** Usual words for what instructions are made of: what rules are about. */
export const USUAL: Lexicons = {
  spaced: [
    ...[ENGLISH, MISTYPED, GERMAN, DUTCH, FRENCH, SPANISH, PORTUGUESE, ITALIAN, POLISH, TURKISH, RUSSIAN],
    ...[UKRAINIAN, CZECH, SWEDISH, ARABIC, HINDI],
  ],
  unspaced: [CHINESE, JAPANESE],
};
/** Words that mean much else as well: many of them together are weighed. */
export const WIDER: Lexicons = {
  spaced: [
    ...USUAL.spaced,
    ...[ENGLISH_WIDER, GERMAN_WIDER, DUTCH_WIDER, FRENCH_WIDER, SPANISH_WIDER, PORTUGUESE_WIDER, ITALIAN_WIDER],
    ...[POLISH_WIDER, TURKISH_WIDER, RUSSIAN_WIDER, INDONESIAN, VIETNAMESE],
  ],
  unspaced: [...USUAL.unspaced, CHINESE_WIDER, JAPANESE_WIDER, KOREAN],
};

/** What the file is called that text stands in: each determiner before each noun. */
export const FILES = [
  ...[ENGLISH_FILES, ENGLISH_PARTS, GERMAN_FILES, FRENCH_FILES, SPANISH_FILES, PORTUGUESE_FILES, ITALIAN_FILES],
  ...[DUTCH_FILES, POLISH_FILES, TURKISH_FILES, RUSSIAN_FILES],
] as const;
