import { countText } from '#domain/views/quantities';
import type { ReportView } from '#domain/views/report-view';
import { firstScreen } from './first-screen';
import type { Html } from './html';
import { markup } from './html';
import { pageAround } from './page-shell';
import { findingsPart, tablePart } from './view-tables';
import { gap, lineOf, plainWords, sampleNote, words } from './words';

const REFRESH_SECONDS = 3;

/** A result as one page: without a script, without anything from elsewhere; while it is being made it asks for itself again. */
export function reportPage(view: ReportView, isKept = false): string {
  const main = markup`<main id="report">
    <header class="head">
      <p class="kicker">bin2nlp report</p>
      <h1>${words(view.fileName)}</h1>
      <p class="line">${lineOf(view.line)}</p>
      <p class="digest"><span class="note">SHA-256</span> <code>${view.sha256}</code></p>
      ${sampleNote(view)}
    </header>
    ${progressOf(view)}${contents(view)} ${firstScreen(view)}
    ${
      view.findingsGap === undefined
        ? findingsPart(view.findings, view.findingsTotal)
        : markup`<section id="part-findings">
            <h2>Findings</h2>
            ${gap(view.findingsGap)}
          </section>`
    }
    ${view.tables.map((table) => tablePart(table))}
    <footer class="note">
      <p>
        Made by bin2nlp without running the file. An address or name on this page is a reference: the service answers
        <code>fn:0x…</code>, <code>str:0x…</code>, <code>imp:name</code> with all that is known of it.
      </p>
    </footer>
  </main>`;
  const refresh = view.stages !== undefined && !isKept && { refreshSeconds: REFRESH_SECONDS };
  return pageAround(main, { title: `${plainWords(view.fileName)} · bin2nlp report`, ...refresh });
}

function progressOf({ stages }: ReportView): Html | undefined {
  if (stages === undefined) return undefined;
  const running = stages.filter(({ status }) => status === 'running').map(({ name }) => name);
  return markup`<section class="progress" id="part-progress" role="status">
    <strong>The analysis still runs${running.length > 0 && `: stage ${running.join(', ')}`}.</strong> This is what is
    known so far; the page looks again every ${REFRESH_SECONDS} seconds.
    <ol>
      ${stages.map(({ name, status }) => markup`<li class="st-${status}">${name}: ${status}</li>`)}
    </ol>
  </section> `;
}

function contents({ findingsTotal, tables }: ReportView): Html {
  const parts = [
    ['findings', 'Findings', findingsTotal] as const,
    ...tables.map(({ name, title, total }) => [name, title, total] as const),
  ];
  return markup`<nav class="contents" aria-label="Parts of this report">
    <ul>
      ${parts.map(
        ([name, title, total]) =>
          markup`<li>
            <a href="#part-${name}">${title} <span class="count">${countText(total)}</span></a>
          </li>`,
      )}
    </ul>
  </nav>`;
}
