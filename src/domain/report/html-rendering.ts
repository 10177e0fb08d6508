import { escapeHtml } from '#domain/shared/escape-html';
import { lineOf } from './fact';
import { fenceClosing, fenceOpening } from './fence';
import type { Rendering } from './rendering';
import { KIND_TITLES, shownText } from './rendering';

const STYLE =
  'body{font:14px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}li{font-family:ui-monospace,monospace;overflow-wrap:anywhere}';
/** One page of HTML that loads nothing and runs nothing; every text is escaped. */
export const HTML: Rendering = {
  format: 'html',
  open: ({ title, lines, mark }) =>
    [
      '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
      '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
      `<title>${escapeHtml(title)}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n<h1>${escapeHtml(title)}</h1>\n`,
      ...lines.map((line) => `<p>${escapeHtml(line)}</p>\n`),
      `<p>${escapeHtml(fenceOpening(mark))}</p>\n<div>\n`,
    ].join(''),
  heading: (kind) => `<h2>${KIND_TITLES[kind]}</h2>\n<ul>\n`,
  fact: (fact) => `<li>${escapeHtml(lineOf(fact))}</li>\n`,
  ending: () => '</ul>\n',
  close: ({ mark }, foot) =>
    [
      `</div>\n<p>${escapeHtml(fenceClosing(mark))}</p>\n`,
      ...foot.leftOut.map((each) => `<p>${escapeHtml(each)}</p>\n`),
      `<p>shown: ${escapeHtml(shownText(foot))}</p>\n<p>next: ${escapeHtml(foot.next ?? 'none, this is all')}</p>\n`,
      '</body>\n</html>\n',
    ].join(''),
};
