import type { Html } from './html';
import { markup } from './html';
import { pageAround } from './page-shell';

export interface Notice {
  readonly title: string;
  /** Sentences of ours. */
  readonly lines: readonly string[];
  /** Such as the code of a refusal. */
  readonly code?: string;
  readonly refreshSeconds?: number;
}

/** A page that has nothing to show yet, or no more, and says why and what to do. */
export function noticePage({ title, lines, code, refreshSeconds }: Notice): string {
  const main: Html = markup`<main id="report">
    <header class="head">
      <p class="kicker">bin2nlp report</p>
      <h1>${title}</h1>
    </header>
    <section id="first-screen">
      <section class="card" id="part-notice">
        ${lines.map((line) => markup`<p>${line}</p>`)}${code !== undefined && markup`<p class="note"><code>${code}</code></p>`}
      </section>
    </section>
  </main>`;
  return pageAround(main, { title: `${title} · bin2nlp`, ...(refreshSeconds !== undefined && { refreshSeconds }) });
}
