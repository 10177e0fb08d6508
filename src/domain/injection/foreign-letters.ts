import { latinised } from './fold-text';
import { mayHold, PHRASE_RULES } from './phrase-rules';
import { couldSuspect } from './suspicion-score';
import type { Vocabulary } from './vocabulary';
import { UNSPACED, vocabulary, widerVocabulary } from './vocabulary';

const WORD =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Latin}\p{Script=Arabic}\p{Script=Devanagari}]{3,}/u;
const RUNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+/gu;

/** Whether text with characters beyond Latin ones has words of such scripts that could be instructions. */
export function mayBePieces(text: string): boolean {
  if (WORD.test(text)) return true;
  if (!UNSPACED.test(text)) return latinised(text) !== undefined;
  const all = meaningOfPieces(text, widerVocabulary());
  const usual = meaningOfPieces(text, vocabulary());
  return couldSuspect(all, usual) || PHRASE_RULES.some(({ parts }) => mayHold(parts, usual));
}

/** All that words of scripts without spaces mean. */
function meaningOfPieces(text: string, { pieces, longestPiece }: Vocabulary): number {
  let all = 0;
  for (const [run] of text.matchAll(RUNS)) {
    for (let at = 0; at < run.length; at++) {
      for (let length = Math.min(longestPiece, run.length - at); length > 0; length--) {
        all |= pieces.get(run.slice(at, at + length)) ?? 0;
      }
    }
  }
  return all;
}
