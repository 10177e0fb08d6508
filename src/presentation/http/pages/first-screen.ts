import { countText } from '#domain/views/quantities';
import type { ReportView } from '#domain/views/report-view';
import type { EvidenceView, ReasonView, VerdictView } from '#domain/views/verdict-view';
import { callPictureOf } from './call-picture';
import { filePictureOf } from './file-picture';
import type { Html, Piece } from './html';
import { markup } from './html';
import { protectionName } from './protections';
import { cell, gap, linked, path, words } from './words';

const SCORES = 10;
const DOUBTS = 3;
const GOOD = new Set(['yes', 'full']);

/** What one wants to know first. */
export function firstScreen(view: ReportView): Html {
  return markup`<section id="first-screen">
    <div class="grid">
      <div class="column">
        ${card('verdict', view.stages === undefined ? 'Verdict' : 'Verdict so far', verdictOf(view.verdict))}
        ${card('capabilities', 'What it can do', capabilitiesOf(view))} ${card('hardening', 'Hardening', hardeningOf(view))}
      </div>
      <div class="column">${card('identity', 'What it is', identityOf(view))}</div>
    </div>
    ${card('picture', 'The file', filePictureOf(view.picture))}
    ${card('calls', 'Calls to what stands out', callPictureOf(view.calls))}
    <div class="grid">
      <div class="column">
        ${card('indicators', 'Indicators', indicatorsOf(view))} ${card('seen', 'Seen before', seenOf(view))}
      </div>
      <div class="column">
        ${card('import-groups', 'Imports by category', importGroupsOf(view))}
        ${card('gaps', 'What this report does not know', gapsOf(view))}
      </div>
    </div>
  </section>`;
}

function card(name: string, title: string, content: Piece): Html {
  return markup`<section class="card" id="part-${name}">
    <h2>${title}</h2>
    ${content}
  </section>`;
}

function verdictOf({ word, score, gap: missing, reasons, confidence, doubts }: VerdictView): Piece {
  const head =
    word === undefined || score === undefined
      ? markup`<p class="verdict v-none">no verdict</p>
          ${missing && gap(missing)}`
      : markup`<p class="verdict v-${word}"><strong>${word}</strong> <span class="score">${score} of ${SCORES}</span></p>
          ${meter(score, word)}`;
  const why =
    reasons.length === 0
      ? missing === undefined &&
        markup`<p class="gap gap-absent"><span class="sign" aria-hidden="true">–</span> None: no rule found anything.</p>`
      : markup`<h3>Strongest reasons</h3>
          <ol class="reasons">
            ${reasons.map(reasonOf)}
          </ol>`;
  return [
    head,
    why,
    markup`<p class="note">
      This account is ${Math.round(confidence * 100)} % complete.
      ${doubts.slice(0, DOUBTS).map((each) => [each.map(words), ' '])}A verdict says what to look at, never that a file is
      harmless.
    </p>`,
  ];
}

function meter(score: number, word: string): Html {
  const boxes = Array.from({ length: SCORES }, (_, index) => {
    const share = Math.min(1, Math.max(0, score - index));
    const filled =
      share > 0 &&
      markup`<rect class="on v-${word}" x="${index * 10}%" y="0" width="${(share * 9.4).toFixed(2)}%" height="8" />`;
    return markup`<rect class="off" x="${index * 10}%" y="0" width="9.4%" height="8" />${filled}`;
  });
  return markup`<svg class="meter" role="img" aria-label="Risk ${score} of ${SCORES}" width="100%" height="8">
    <title>Risk ${score} of ${SCORES}</title>
    ${boxes}
  </svg>`;
}

function reasonOf({ title, to, severity, points, evidence }: ReasonView): Html {
  return markup`<li>
    <span class="sev sev-${severity}">${severity}</span> <a href="#at-${to}">${words(title)}</a>
    <span class="note">${points === undefined ? 'no points' : `+${points}`}</span
    >${evidence && markup`<div class="evidence">${evidenceOf(evidence)}</div>`}
  </li>`;
}

/** What, where, and the way there. */
export function evidenceOf({ kind, value, address, path: way, isPathCut }: EvidenceView): Html {
  return markup`<span class="kind">${kind.replaceAll('_', ' ')}</span>
    ${words(value)}${address !== undefined && markup` at <code>${address}</code>`}${way.length > 0 && markup`<span class="way"> in ${isPathCut && '… › '}${path(way)}</span>`}`;
}

function identityOf({ narrative, facts, run }: ReportView): Piece {
  return [
    narrative.length > 0 && markup`<p class="narrative">${narrative.map((each) => [each.map(words), ' '])}</p>`,
    markup`<dl class="facts">
      ${facts.map(
        ({ name, value }) =>
          markup`<div>
            <dt>${name}</dt>
            <dd>${cell(value)}</dd>
          </div>`,
      )}
      <div>
        <dt>Analysis</dt>
        <dd>
          ${run.depth} depth, ${run.engine}, rules ${run.rules}, ${run.completedAt},
          ${(run.durationMs / 1000).toFixed(2)} s
        </dd>
      </div>
    </dl>`,
  ];
}

function capabilitiesOf({ capabilities, capabilitiesGap }: ReportView): Piece {
  if (capabilitiesGap !== undefined) return gap(capabilitiesGap);
  return markup`<ul class="plain">
    ${capabilities.map(
      ({ name, attack, confidence, evidence }) =>
        markup`<li>
          It can <strong>${name}</strong>
          <span class="note">confidence ${confidence}</span>
          ${attack.map((id) => markup`<span class="tag">${id}</span> `)}
          <div class="evidence">
            ${evidence.map(({ id, to }, index) => [index > 0 && ', ', linked({ words: id, ...(to !== undefined && { to }) })])}
          </div>
        </li>`,
    )}
  </ul>`;
}

function indicatorsOf({ indicators: { groups, gaps } }: ReportView): Piece {
  return [
    groups.map(
      ({ title, items, total }) =>
        markup`<h3>${title} <span class="count">${countText(total)}</span></h3>
          <ul class="plain indicators">
            ${items.map(
              ({ value, address, users, to }) =>
                markup`<li>
                  ${words(value)}
                  <span class="note"
                    >${linked({ words: address, ...(to !== undefined && { to }) })}${users.length > 0 && [', used by ', cell(users)]}</span
                  >
                </li>`,
            )}
          </ul>
          ${total > items.length && markup`<p class="note">${countText(total - items.length)} more are among the strings.</p>`}`,
    ),
    gaps.map(gap),
  ];
}

function hardeningOf({ hardening }: ReportView): Piece {
  if (hardening.length === 0)
    return gap({ state: 'absent', text: 'None: this kind of file has no protections that can be told from it.' });
  return markup`<ul class="protections">
    ${hardening.map(
      ({ field, state }) =>
        markup`<li class="${GOOD.has(state) ? 'good' : state === 'partial' ? 'half' : 'bad'}">
          <span class="state">${state}</span> ${protectionName(field)}
        </li>`,
    )}
  </ul>`;
}

function importGroupsOf({ importGroups, importsGap }: ReportView): Piece {
  if (importsGap !== undefined) return gap(importsGap);
  return markup`<dl class="facts">
    ${importGroups.map(
      ({ category, total, names }) =>
        markup`<div>
          <dt>${category} <span class="count">${countText(total)}</span></dt>
          <dd>${cell(names)}${total > names.length && `, +${countText(total - names.length)}`}</dd>
        </div>`,
    )}
  </dl>`;
}

function seenOf({ seen, stages }: ReportView): Piece {
  if (stages !== undefined)
    return gap({ state: 'unfinished', text: 'Not finished: looked for when the analysis has ended.' });
  if (seen.length === 0)
    return gap({
      state: 'absent',
      text: 'None: no other result of yours shares a tenth of its functions, those of ten instructions and more.',
    });
  return markup`<ul class="plain">
    ${seen.map(
      ({ analysisId, shared, of }) =>
        markup`<li>
          ${countText(shared)} of ${countText(of)} functions (${Math.round((shared / of) * 100)} %) are also in analysis
          <code>${analysisId}</code>
        </li>`,
    )}
  </ul>`;
}

function gapsOf({ gaps }: ReportView): Piece {
  if (gaps.length === 0) return markup`<p>Every stage came to its end, and no list was cut.</p>`;
  return gaps.map(gap);
}
