import { lineOf } from './fact';
import { fenceClosing, fenceOpening } from './fence';
import type { Rendering } from './rendering';
import { KIND_TITLES, shownText } from './rendering';

const STYLE =
  'body{font:14px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}li{font-family:ui-monospace,monospace;overflow-wrap:anywhere}';
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** One page of HTML that loads nothing and runs nothing; every text is escaped. */
export const HTML: Rendering = {
  format: 'html',
  open: ({ title, lines, mark }) =>
    [
      '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
      '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
      `<title>${escaped(title)}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n<h1>${escaped(title)}</h1>\n`,
      ...lines.map((line) => `<p>${escaped(line)}</p>\n`),
      `<p>${escaped(fenceOpening(mark))}</p>\n<div>\n`,
    ].join(''),
  heading: (kind) => `<h2>${KIND_TITLES[kind]}</h2>\n<ul>\n`,
  fact: (fact) => `<li>${escaped(lineOf(fact))}</li>\n`,
  ending: () => '</ul>\n',
  close: ({ mark }, foot) =>
    [
      `</div>\n<p>${escaped(fenceClosing(mark))}</p>\n`,
      ...foot.leftOut.map((each) => `<p>${escaped(each)}</p>\n`),
      `<p>shown: ${escaped(shownText(foot))}</p>\n<p>next: ${escaped(foot.next ?? 'none, this is all')}</p>\n`,
      '</body>\n</html>\n',
    ].join(''),
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
