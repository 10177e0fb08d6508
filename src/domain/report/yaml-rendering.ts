import type { Rendering } from './rendering';

/** YAML 1.2: every text is a double-quoted scalar, which a JSON literal is. */
export const YAML: Rendering = {
  format: 'yaml',
  open: ({ title, lines, mark }, isEmpty) =>
    `title: ${scalar(title)}\nlines:\n${lines.map((line) => `- ${scalar(line)}\n`).join('')}mark: ${scalar(mark)}\nfacts:${isEmpty ? ' []' : ''}\n`,
  heading: () => '',
  fact: ({ ref, kind, text, origin }, { isShortened }) =>
    isShortened
      ? `- { ref: ${scalar(ref)}, text: ${scalar(text)}, shortened: true }\n`
      : `- ref: ${scalar(ref)}\n  kind: ${kind}\n  origin: ${origin}\n  text: ${scalar(text)}\n`,
  ending: () => '',
  close: (_head, { shown, leftOut, next, usedTokens }) =>
    [
      'shown:\n',
      ...shown.map(([kind, some, total]) => `  ${kind}: [${some}, ${total}]\n`),
      leftOut.length === 0 ? 'left_out: []\n' : `left_out:\n${leftOut.map((each) => `- ${scalar(each)}\n`).join('')}`,
      `next: ${next === undefined ? 'null' : scalar(next)}\nused_tokens: ${usedTokens}\n`,
    ].join(''),
};

function scalar(text: string): string {
  return JSON.stringify(text);
}
