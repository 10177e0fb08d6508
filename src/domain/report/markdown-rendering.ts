import { lineOf } from './fact';
import { fenceClosing, fenceOpening } from './fence';
import type { Rendering } from './rendering';
import { KIND_TITLES, shownText } from './rendering';

/** Markdown: all facts within one fence, a heading for each kind. */
export const MARKDOWN: Rendering = {
  format: 'markdown',
  open: ({ title, lines, mark }) => `# ${title}\n${lines.map((line) => `${line}\n`).join('')}${fenceOpening(mark)}\n`,
  heading: (kind) => `## ${KIND_TITLES[kind]}\n`,
  fact: (fact) => `- ${lineOf(fact)}\n`,
  ending: () => '',
  close: ({ mark }, foot) => {
    const lines = [fenceClosing(mark), ...foot.leftOut, `shown: ${shownText(foot)}`, `next: ${foot.next ?? 'none'}`];
    return lines.map((line) => `${line}\n`).join('');
  },
};

/** The same for many short facts: each line says by its reference of what kind it is, and a sign before each costs as much as a word. */
export const LINES: Rendering = {
  ...MARKDOWN,
  heading: () => '',
  fact: (fact) => `${lineOf(fact)}\n`,
};
