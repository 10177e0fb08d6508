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
    const lines = [
      fenceClosing(mark),
      ...foot.leftOut,
      `shown: ${shownText(foot)}`,
      `next: ${foot.next ?? 'none'}`,
    ];
    return lines.map((line) => `${line}\n`).join('');
  },
};
