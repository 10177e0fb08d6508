import type { Rendering } from './rendering';

/** JSON, a fact a line. Text of the sample is told by `origin`, and stands in the same quotations as elsewhere. */
export const JSON_FORM: Rendering = {
  format: 'json',
  open: ({ title, lines, mark }) => `{"head":${JSON.stringify({ title, lines, mark })},\n"facts":[\n`,
  heading: () => '',
  // One that is shortened tells no more than it must: it comes whole on the next page.
  fact: ({ ref, kind, text, origin }, { isShortened, isLast }) =>
    `${JSON.stringify(isShortened ? { ref, text, shortened: true } : { ref, kind, text, origin })}${isLast ? '' : ','}\n`,
  ending: () => '',
  close: (_head, { shown, leftOut, next, usedTokens }) => {
    const counts = Object.fromEntries(shown.map(([kind, some, total]) => [kind, [some, total]]));
    const rest = { shown: counts, left_out: leftOut, next: next ?? null, used_tokens: usedTokens };
    return `],\n${JSON.stringify(rest).slice(1)}\n`;
  },
};
