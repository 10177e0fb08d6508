import type { SimilarView } from '#domain/views/similar-view';
import { markup } from './html';
import { pageAround } from './page-shell';
import { tablePart } from './view-tables';
import { lineOf, plainWords, sampleNote, words } from './words';

/** Which other results have functions of this one, and what those are called there. */
export function similarPage(view: SimilarView): string {
  const { fileName, line, sha256, tables } = view;
  const main = markup`<main id="report">
    <header class="head">
      <p class="kicker">bin2nlp: seen before</p>
      <h1>${words(fileName)}</h1>
      <p class="line">${lineOf(line)}</p>
      <p class="digest"><span class="note">SHA-256</span> <code>${sha256}</code></p>
      ${sampleNote(view)}
    </header>
    <section id="first-screen">${tables.map((table) => tablePart(table, true))}</section>
  </main>`;
  return pageAround(main, { title: `${plainWords(fileName)} seen before · bin2nlp` });
}
