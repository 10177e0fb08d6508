import type { CompareView, SideBySide, SideView } from '#domain/views/compare-view';
import { countText } from '#domain/views/quantities';
import type { Html } from './html';
import { markup } from './html';
import { pageAround } from './page-shell';
import { protectionName } from './protections';
import { tablePart } from './view-tables';
import { gap, lineOf, plainWords, sampleNote, words } from './words';

const COUNTS = [
  ['same', 'the same'],
  ['changed', 'changed'],
  ['renamed', 'renamed'],
  ['onlyHere', 'only here'],
  ['onlyThere', 'only there'],
] as const;

/** What is different in another result, side by side. */
export function comparePage(view: CompareView): string {
  const { here, there, functions, hardening, gaps, tables } = view;
  const main = markup`<main id="report">
    <header class="head">
      <p class="kicker">bin2nlp comparison</p>
      <h1>${words(here.fileName)} and ${words(there.fileName)}</h1>
      ${sampleNote(view)}
    </header>
    <section id="first-screen">
      ${view.isSameFile && markup`<p class="line">Both are the same file, byte for byte.</p>`}
      <div class="grid">${sideOf('here', 'Here', here)}${sideOf('there', 'There', there)}</div>
      <div class="grid">
        <section class="card" id="part-facts">
          <h2>Side by side</h2>
          ${sidesTable(view.facts.map((each) => [each.name, each]))}
        </section>
        <section class="card" id="part-hardening">
          <h2>Hardening</h2>
          ${sidesTable(hardening.map((each) => [protectionName(each.field), each]))}
        </section>
      </div>
      <section class="card" id="part-counts">
        <h2>Functions</h2>
        <ul class="counts">
          ${COUNTS.map(([name, title]) => markup`<li class="c-${name}"><strong>${countText(functions[name])}</strong> ${title}</li>`)}
        </ul>
        ${gaps.map(gap)}
      </section>
    </section>
    ${tables.map((table) => tablePart(table, table.total > 0 && table.name !== 'strings'))}
  </main>`;
  return pageAround(main, { title: `${plainWords(here.fileName)} and ${plainWords(there.fileName)} · bin2nlp` });
}

function sideOf(name: string, title: string, { fileName, sha256, line }: SideView): Html {
  return markup`<section class="card" id="part-${name}">
    <h2>${title}: ${words(fileName)}</h2>
    <p class="line">${lineOf(line)}</p>
    <p class="digest"><span class="note">SHA-256</span> <code>${sha256}</code></p>
  </section>`;
}

function sidesTable(rows: readonly (readonly [name: string, sides: SideBySide])[]): Html {
  return markup`<table class="t t-sides">
    <thead>
      <tr>
        <th scope="col">What</th>
        <th scope="col">Here</th>
        <th scope="col">There</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name, { here, there, isSame }]) =>
          markup`<tr${!isSame && markup` class="differs"`}><th scope="row">${name}</th><td>${here}</td><td>${there}</td></tr>\n`,
      )}
    </tbody>
  </table>`;
}
