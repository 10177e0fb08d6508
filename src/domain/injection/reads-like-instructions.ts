import { decodings } from './decode-once';
import { folded } from './fold-text';
import type { InjectionGroup } from './injection-group';
import { markGroup } from './marks';
import type { Prospects } from './may-instruct';
import { prospectsOf } from './may-instruct';
import { phraseRule } from './phrase-rules';
import { backwards, joinedLetters, rotated, withoutLeet } from './plain-letters';
import { isSuspicious } from './suspicion-score';
import { tokensOf } from './tokens';
import { UNSPACED, vocabulary, widerVocabulary } from './vocabulary';

/** Counts up with every change of what is found: results of another version are other results. */
export const INSTRUCTIONS_VERSION = 6;
/** Units that are read backwards and in rot13: of a longer text, no reader would. */
const TURNED = 1024;
/** So little suspicion is enough where a rule holds as well. */
const LEAST_BY_RULE = -9;

/**
 * Which way a text tries to instruct the language model that reads it; `undefined` where it does not seem to. Whatever the text,
 * it takes time linear in its first 4096 units.
 */
export function readsLikeInstructions(text: string): InjectionGroup | undefined {
  const prospects = prospectsOf(text);
  return prospects === undefined ? undefined : groupOf(prospects);
}

/** Reads closely what was glanced at, which takes a hundred times as long. */
export function groupOf({ text, marks, words, leet, apart, encoded, turned }: Prospects): InjectionGroup | undefined {
  const isName = isCode(text);
  const plain = folded(text);
  return (
    (marks ? markGroup(plain) : undefined) ??
    (words ? wordsIn(plain, isName) : undefined) ??
    (leet ? firstOf(withoutLeet(text, isKnown), groupIn) : undefined) ??
    (apart ? firstOf(joinedLetters(text), groupIn) : undefined) ??
    (encoded ? firstOf(decodings(text), groupOfDecoded) : undefined) ??
    (turned
      ? firstOf([backwards(text.slice(0, TURNED)), rotated(text.slice(0, TURNED))], (each) =>
          wordsIn(folded(each), true),
        )
      : undefined)
  );
}

function groupOfDecoded(text: string): InjectionGroup | undefined {
  const prospects = prospectsOf(text);
  return prospects === undefined ? undefined : groupOf({ ...prospects, encoded: false });
}

function firstOf(
  texts: readonly string[],
  group: (text: string) => InjectionGroup | undefined,
): InjectionGroup | undefined {
  for (const text of texts) {
    const found = group(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

function groupIn(text: string): InjectionGroup | undefined {
  const plain = folded(text);
  return markGroup(plain) ?? wordsIn(plain, isCode(text));
}

/** @param isName only what is clear enough in a name counts */
function wordsIn(plain: string, isName: boolean): InjectionGroup | undefined {
  const rule = phraseRule(tokensOf(plain, vocabulary()), isName);
  if (isName) return rule?.group;
  const least = rule === undefined ? 0 : LEAST_BY_RULE;
  return isSuspicious(plain, tokensOf(plain, widerVocabulary(), vocabulary()), least)
    ? (rule?.group ?? 'reader_command')
    : undefined;
}

function isKnown(word: string): boolean {
  return vocabulary().meaningOf(folded(word)) !== 0;
}

/** A name or a declaration: no sentence. */
function isCode(text: string): boolean {
  return (
    (!/\s/.test(text.trim()) && !UNSPACED.test(text)) ||
    /::|->|\w\([\w$*&.]{0,40}[,)]|=>|\)\s?\{|;\n|\w=\w+,\w+=/.test(text)
  );
}
