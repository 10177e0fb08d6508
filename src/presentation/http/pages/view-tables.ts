import type { FindingView } from '#domain/views/finding-views';
import { countText } from '#domain/views/quantities';
import type { ViewTable } from '#domain/views/view-parts';
import { evidenceOf } from './first-screen';
import type { Html } from './html';
import { markup } from './html';
import { cell, gap, words } from './words';

/** A list that opens where it is asked for; its head says how much of it is here. */
export function tablePart({ name, title, columns, rows, total, order, gaps }: ViewTable, isOpen = false): Html {
  const isWhole = rows.length >= total;
  const shown = isWhole ? countText(total) : `${countText(rows.length)} of ${countText(total)}`;
  const more =
    !isWhole &&
    markup`<p class="note">
      Shown: ${order}. ${countText(total - rows.length)} more are not on this page; the service lists them all.
    </p>`;
  const table =
    rows.length > 0 &&
    markup`<table class="t t-${name}">
      <thead>
        <tr>
          ${columns.map((column) => markup`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(({ anchor, cells }) => markup`<tr${anchor !== undefined && markup` id="at-${anchor}"`}>${cells.map((each) => markup`<td>${cell(each)}</td>`)}</tr>\n`)}
      </tbody>
    </table>`;
  return markup`<section id="part-${name}">
    <details${isOpen && markup` open`}>
      <summary>
        <h2>${title}</h2>
        <span class="count">${shown}</span>
      </summary>
      ${gaps.map(gap)}${more}${table}
    </details>
  </section> `;
}

export function findingsPart(findings: readonly FindingView[], total: number): Html {
  const shown = findings.length >= total ? countText(total) : `${countText(findings.length)} of ${countText(total)}`;
  return markup`<section id="part-findings">
    <details open>
      <summary>
        <h2>Findings</h2>
        <span class="count">${shown}</span>
      </summary>
      <ul class="findings">
        ${findings.map(findingOf)}
      </ul>
    </details>
  </section> `;
}

function findingOf({
  anchor,
  id,
  title,
  severity,
  description,
  attack,
  confidence,
  reach,
  points,
  evidence,
  more,
}: FindingView): Html {
  return markup`<li id="at-${anchor}">
    <h3><span class="sev sev-${severity}">${severity}</span> ${words(title)}</h3>
    <p>${description.map(words)}</p>
    <ul class="plain">
      ${evidence.map((each) => markup`<li class="evidence">${evidenceOf(each)}</li>`)}${more > 0 && markup`<li class="note">${more} more pieces of evidence</li>`}
    </ul>
    <p class="note">
      <code>${id}</code> · confidence ${confidence} · evidence joined by: ${reach} ·
      ${points === 0 ? 'no points' : `+${points} points`}${attack.map((each) => markup` <span class="tag">${each}</span>`)}
    </p>
  </li> `;
}
