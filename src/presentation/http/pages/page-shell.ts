import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Html } from './html';
import { Html as Piece, markup } from './html';

/** The one stylesheet of all pages; it stands in each, and is served by itself for who takes their `<main>` into a page of their own. */
export const STYLE = readFileSync(join(__dirname, 'report.css'), 'utf8');
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
/** Nothing is loaded and nothing runs, whatever the sample says; also where the page was saved. */
const OF_FILE = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** The policy that pages are sent with. */
export const PAGE_POLICY = `${OF_FILE}; frame-ancestors 'none'`;

export interface Shell {
  readonly title: string;
  /** After so many seconds it is asked for again: while something of it is still being made. */
  readonly refreshSeconds?: number;
}

/** A whole page around its `<main>`. */
export function pageAround(main: Html, { title, refreshSeconds }: Shell): string {
  const refresh = refreshSeconds !== undefined && markup`<meta http-equiv="refresh" content="${refreshSeconds}" />`;
  return markup`<!doctype html>
    <html lang="en" class="report-page">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${OF_FILE}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        ${refresh}
        <link rel="icon" href="data:," />
        <title>${title}</title>
        <style>${new Piece(STYLE)}</style>
      </head>
      <body>
        ${main}
      </body>
    </html> `.text;
}
