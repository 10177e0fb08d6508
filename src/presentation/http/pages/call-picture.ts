import type { CallBox, CallsView } from '#domain/views/calls-view';
import type { GraphLayout, Point } from '#domain/views/graph-layout';
import type { Html, Piece } from './html';
import { markup } from './html';
import { gap, linked, plainWords } from './words';

/** Of an arrow head, in pixels. */
const [HEAD, HALF_HEAD] = [8, 4] as const;
const KIND_WORDS = {
  start: 'where it starts',
  function: 'function',
  end: 'has the evidence',
  evidence: 'evidence',
} as const;

/** The calls that lead to what a finding rests on, and the same as a list. */
export function callPictureOf(calls: CallsView): Html {
  const { title, to, boxes, arrows, layout, gap: missing } = calls;
  if (boxes.length === 0 || layout === undefined) return markup`${missing && gap(missing)}`;
  const told = `${boxes.length} boxes, ${arrows.length} calls or uses; listed below.`;
  const lead =
    title === undefined
      ? 'From where it starts, or others may enter it'
      : ['To ', linked({ words: title, ...(to !== undefined && { to }) })];
  return markup`<p class="note">${lead}</p>
    <figure class="calls">
      <div class="scroll" tabindex="0" role="region" aria-label="Picture of calls">
        <svg
          role="group"
          aria-label="Calls"
          width="${round(layout.width)}"
          height="${round(layout.height)}"
          viewBox="0 0 ${round(layout.width)} ${round(layout.height)}"
        >
          <title>Calls</title>
          <desc>${told}</desc>
          ${layout.edges.map((points, index) => arrowOf(points, arrows[index]?.skipped))}
          ${boxes.map((box, index) => boxOf(box, layout, index))}
        </svg>
      </div>
      <figcaption>
        <ul class="legend">
          ${[...new Set(boxes.map(({ kind }) => kind))].map((kind) => markup`<li class="n-${kind}">${KIND_WORDS[kind]}</li>`)}
        </ul>
      </figcaption>
      <details>
        <summary>The same as a list (${arrows.length})</summary>
        <ul class="plain">
          ${arrows.map(({ from, to: end, skipped }) => {
            const [one, other] = [boxes[from], boxes[end]];
            if (one === undefined || other === undefined) return undefined;
            return markup`<li>
              ${named(one)}
              <span class="then">›</span> ${skipped !== undefined && `… ${skipped} more … › `}${named(other)}
            </li>`;
          })}
        </ul>
      </details>
    </figure>
    ${missing && gap(missing)}`;
}

function named({ label, note, to }: CallBox): Piece {
  const link = linked({ words: label, ...(to !== undefined && { to }) });
  return [link, note !== undefined && label !== note && markup` <span class="note">${note}</span>`];
}

function boxOf(box: CallBox, { nodes }: GraphLayout, index: number): Piece {
  const [x, y] = nodes[index] ?? [0, 0];
  const label = typeof box.label !== 'string' && box.label.withheld !== undefined ? 'withheld' : plainWords(box.label);
  const { width, height } = box.size;
  const drawn = markup`<title>${label}${box.note !== undefined && `, ${box.note}`}</title
    ><rect
      class="n n-${box.kind}"
      x="${round(x - width / 2)}"
      y="${round(y - height / 2)}"
      width="${round(width)}"
      height="${round(height)}"
      rx="5"
    /><text class="label" x="${round(x)}" y="${round(y + 4)}">${label}</text>`;
  return box.to === undefined ? markup`<g>${drawn}</g> ` : markup`<a href="#at-${box.to}">${drawn}</a> `;
}

function arrowOf(points: readonly Point[], skipped: number | undefined): Piece {
  const [first, ...rest] = points;
  const [before, last] = points.slice(-2);
  if (first === undefined || before === undefined || last === undefined) return undefined;
  const curves = rest.map(at).join(' ');
  const middle = points[points.length >> 1] ?? last;
  const more =
    skipped !== undefined &&
    markup`<text class="skipped" x="${round(middle[0] + 6)}" y="${round(middle[1])}">… ${skipped} more …</text>`;
  return markup`<path class="arrow${skipped === undefined ? '' : ' dashed'}" d="M${at(first)} C${curves}" /><path
      class="head"
      d="${headAt(before, last)}"
    />${more} `;
}

/** A triangle that goes on from the end of a line, the way that it came. */
function headAt([x1, y1]: Point, [x2, y2]: Point): string {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const corners: readonly Point[] = [
    [x2 - dy * HALF_HEAD, y2 + dx * HALF_HEAD],
    [x2 + dx * HEAD, y2 + dy * HEAD],
    [x2 + dy * HALF_HEAD, y2 - dx * HALF_HEAD],
  ];
  return `M${corners.map(at).join(' L')}Z`;
}

function at([x, y]: Point): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): string {
  return value.toFixed(1);
}
