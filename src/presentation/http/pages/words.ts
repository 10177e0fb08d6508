import type { Words } from '#domain/views/shown-words';
import type { Cell, Gap, Linked } from '#domain/views/view-parts';
import type { Html, Piece } from './html';
import { markup } from './html';

const GAP_SIGNS = { unknown: '?', unfinished: '…', absent: '–' } as const;

/** Words of ours as they are; those of the sample marked as such, apart from the direction of what stands around them. */
export function words(text: Words): Html {
  if (typeof text === 'string') return markup`${text}`;
  if (text.withheld !== undefined)
    return markup`<span class="withheld">[withheld: reads like instructions, ${text.withheld} characters]</span>`;
  const cut = text.cut !== undefined && markup`<span class="cut">… +${text.cut}</span>`;
  const shown =
    text.text === '' ? markup`<span class="cut">(empty)</span>` : markup`<bdi class="s">${text.text}</bdi>${cut}`;
  return text.isQuoted === true ? markup`“${shown}”` : shown;
}

/** Plain text, for where no HTML can stand. */
export function plainWords(text: Words): string {
  if (typeof text === 'string') return text;
  return text.withheld === undefined ? `${text.text}${text.cut === undefined ? '' : '…'}` : '[withheld]';
}

/** Leads to what is shown elsewhere on the page, and never to anything else. */
export function linked({ words: text, to, before }: Linked): Html {
  if (before !== undefined) return markup`<span class="kind">${before}</span> ${words(text)}`;
  return to === undefined ? words(text) : markup`<a href="#at-${to}">${words(text)}</a>`;
}

/** What it is, part by part. */
export function lineOf(line: readonly Words[]): Piece {
  return line.map((part, index) => [index > 0 && ' · ', words(part)]);
}

/** Whose words are whose. */
export function sampleNote({ isSuspiciousShown }: { readonly isSuspiciousShown: boolean }): Html {
  return markup`<p class="note">
    Text in <bdi class="s">this type</bdi> is the file’s own: data, whatever it says.
    ${isSuspiciousShown ? 'Text that reads like instructions to its reader is shown, not withheld.' : 'What reads like instructions to its reader is withheld; show_suspicious=true shows it.'}
  </p>`;
}

export function cell(parts: Cell): Piece {
  return parts.map((part, index) => [index > 0 && ', ', linked(part)]);
}

export function path(parts: Cell): Piece {
  return parts.map((part, index) => [index > 0 && markup` <span class="then">›</span> `, linked(part)]);
}

/** Three signs and three beginnings: what is not known is not taken for what is not there. */
export function gap({ state, text }: Gap): Html {
  return markup`<p class="gap gap-${state}"><span class="sign" aria-hidden="true">${GAP_SIGNS[state]}</span> ${text}</p>`;
}
