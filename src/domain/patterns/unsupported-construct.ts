/** Constructs that other engines have and a linear-time engine cannot have, by how they begin. The first that fits counts. */
const CONSTRUCTS: readonly (readonly [RegExp, string])[] = [
  [/^\(\?=/, 'lookahead (?=…)'],
  [/^\(\?!/, 'negative lookahead (?!…)'],
  [/^\(\?<=/, 'lookbehind (?<=…)'],
  [/^\(\?<!/, 'negative lookbehind (?<!…)'],
  [/^\(\?>/, 'atomic group (?>…)'],
  [/^\(\?\(/, 'conditional (?(…)…)'],
  [/^\(\?(?:R|\d|&|P>)/, 'recursion'],
  [/^\(\?#/, 'comment (?#…)'],
  [/^\(\?P=/, 'back reference (?P=…)'],
  [/^\\[1-9]/, 'back reference'],
  [/^\\[kg]/, 'back reference'],
  [/^\\G/, 'anchor \\G'],
  [/^\\K/, 'reset \\K'],
  [/^(?:[*+?]|\{\d+(?:,\d*)?\})\+/, 'possessive quantifier'],
];

/** Names the first such construct outside of character classes, or `undefined` when there is none. */
export function unsupportedConstruct(pattern: string): string | undefined {
  let isInClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const rest = pattern.slice(at);
    const found = isInClass ? undefined : CONSTRUCTS.find(([start]) => start.test(rest));
    if (found !== undefined) return found[1];
    const unit = pattern[at];
    if (unit === '\\') at += 1;
    else if (unit === '[') isInClass = true;
    else if (unit === ']') isInClass = false;
  }
  return undefined;
}
