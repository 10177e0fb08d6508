import { decodings } from './decode-once';
import { folded, unhidden } from './fold-text';
import type { InjectionGroup } from './injection-group';
import { markGroup } from './marks';
import type { Prospects } from './may-instruct';
import { prospectsOf } from './may-instruct';
import { phraseRule } from './phrase-rules';
import { backwards, joinedLetters, rotated, withoutLeet } from './plain-letters';
import { isCrowded } from './suspicion-score';
import { tokensOf } from './tokens';
import { UNSPACED, vocabulary } from './vocabulary';

/** Counts up with every change of what is found: results of another version are other results. */
export const INSTRUCTIONS_VERSION = 1;
/** UTF-16 units of a text that are looked at. */
const LOOKED_AT = 4096;

/**
 * Which way a text tries to instruct the language model that reads it; `undefined` where it does not seem to. Whatever the text,
 * it takes time linear in its first 4096 units.
 */
export function readsLikeInstructions(text: string): InjectionGroup | undefined {
  const beginning = text.slice(0, LOOKED_AT);
  const prospects = prospectsOf(beginning);
  return prospects.plain || prospects.turned ? groupOf(beginning, prospects) : undefined;
}

/** Whether it is worth to read the text closely, which takes a hundred times as long; where not, it reads like no instructions. */
export function mayInstruct(text: string): boolean {
  const { plain, turned } = prospectsOf(text.slice(0, LOOKED_AT));
  return plain || turned;
}

function groupOf(text: string, { plain, encoded, turned }: Prospects): InjectionGroup | undefined {
  const shown = unhidden(text);
  const views = [...(plain ? [shown] : []), ...(encoded ? decodings(shown).map(unhidden) : [])];
  for (const view of views) {
    const read = [view, ...withoutLeet(view, isKnown), ...joinedLetters(view)];
    const found = firstOf(read, (each) => groupIn(each, isCode(each)));
    if (found !== undefined) return found;
  }
  return turned ? firstOf([backwards(shown), rotated(shown)], (each) => wordsIn(folded(each), true)) : undefined;
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

function groupIn(text: string, isName: boolean): InjectionGroup | undefined {
  const plain = folded(text);
  return markGroup(plain) ?? wordsIn(plain, isName);
}

/** @param isName only what is clear enough in a name counts */
function wordsIn(plain: string, isName: boolean): InjectionGroup | undefined {
  const tokens = tokensOf(plain, vocabulary());
  return phraseRule(tokens, isName)?.group ?? (!isName && isCrowded(plain, tokens) ? 'reader_command' : undefined);
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
