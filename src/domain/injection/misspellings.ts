/** Long words of English that instructions are made of, and those of a phrase that has no other meaning. */
export const OFTEN_MISSPELT =
  'ignore disregard forget override previous earlier preceding instructions guidelines directives report summary findings benign harmless malicious suspicious classify reveal repeat assistant everything yourself';
export const MISSPELT_PHRASES: readonly string[] = ['system prompt'];

/** A word with two letters in each other's place, one missing or one twice; its first letter stays, and so does its length by more. */
export function misspellings(word: string): readonly string[] {
  const made = new Set<string>();
  for (let at = 1; at < word.length; at++) {
    const [before, letter, behind] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)];
    made.add(`${before}${letter}${letter}${behind}`);
    if (behind === '') continue;
    made.add(`${before}${behind}`);
    made.add(`${before}${behind.charAt(0)}${letter}${behind.slice(1)}`);
  }
  made.delete(word);
  return [...made];
}
