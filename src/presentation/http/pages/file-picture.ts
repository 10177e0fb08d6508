import type { FileBand, FilePicture } from '#domain/views/file-picture';
import { bytesText } from '#domain/views/quantities';
import type { Html, Piece } from './html';
import { markup } from './html';
import { linked, plainWords } from './words';

/** Of the picture, in pixels: the ground on which bands stand, and how high one of full entropy is. */
const [GROUND, FULL, LEAST] = [104, 92, 10] as const;
const MOST_ENTROPY = 8;
/** Of a character of a label, in pixels. */
const CHARACTER = 6.6;
/** Widths of the page from which on a label fits. */
const FITS = [280, 560, 840, 1080] as const;
const KIND_WORDS = {
  code: 'code',
  'writable-code': 'writable code',
  data: 'writable data',
  'read-only': 'read-only',
  overlay: 'overlay',
  image: 'another image',
} as const;
const LINES = [
  [GROUND - FULL / 2, '4'],
  [GROUND - (FULL * 7) / 8, '7'],
] as const;

/** The file from left to right, to scale: how high a band stands is its entropy, its colour what it may be used for. */
export function filePictureOf(picture: FilePicture): Html {
  const { size, bands, leftOut, between } = picture;
  const kinds = [...new Set(bands.map(({ kind }) => kind))];
  const high = bands.filter(({ isHigh }) => isHigh).length;
  const told = `${bands.length} parts of ${bytesText(size)}, from the first byte on the left to the last on the right. ${high} of them have an entropy above 7.`;
  return markup`<figure class="picture">
    <svg class="bands" role="img" aria-label="Picture of the file" width="100%" height="132">
      <title>Picture of the file</title>
      <desc>${told}</desc>
      <rect class="ground" x="0" y="${GROUND - FULL}" width="100%" height="${FULL}" />
      ${LINES.map(([y, name]) => markup`<line class="level" x1="0" x2="100%" y1="${y}" y2="${y}" /><text class="level-name" x="100%" y="${y - 3}">${name}</text>`)}
      ${bands.map((band) => bandOf(band, size))}
      <text class="axis" x="0" y="${GROUND + 24}">0x0</text>
      <text class="axis end" x="100%" y="${GROUND + 24}">0x${size.toString(16)}</text>
    </svg>
    <figcaption>
      <ul class="legend">
        ${kinds.map((kind) => markup`<li class="k-${kind}">${KIND_WORDS[kind]}</li>`)}${high > 0 && markup`<li class="k-high">entropy above 7: packed, compressed or encrypted</li>`}
      </ul>
      <p class="note">
        Height: entropy, 0 to 8 bits per byte.
        ${between > 0 && `${bytesText(between)} lie in no part that is drawn: headers, tables, padding. `}${leftOut > 0 && `${leftOut} smaller parts are not drawn.`}
      </p>
    </figcaption>
    <details>
      <summary>The same as a table (${bands.length})</summary>
      ${tableOf(bands)}
    </details>
  </figure>`;
}

function bandOf({ kind, name, offset, size: bytes, entropy, isHigh, permissions }: FileBand, size: number): Piece {
  const [x, width] = [(offset / size) * 100, (bytes / size) * 100];
  const height = entropy === undefined ? LEAST : Math.max(LEAST, (entropy / MOST_ENTROPY) * FULL);
  const label = plainWords(name);
  const needed = (label.length * CHARACTER * 100) / width;
  const fit = FITS.find((each) => needed <= each * 0.9);
  const told = `${label}${permissions === '' ? '' : `, ${permissions}`}, ${bytesText(bytes)} at 0x${offset.toString(16)}${entropy === undefined ? '' : `, entropy ${entropy.toFixed(2)}`}`;
  return markup`<g
    ><title>${told}</title
    ><rect
      class="k-${kind}${isHigh ? ' high' : ''}"
      x="${x.toFixed(3)}%"
      y="${(GROUND - height).toFixed(1)}"
      width="${Math.max(width, 0.12).toFixed(3)}%"
      height="${height.toFixed(1)}"
    />${fit !== undefined && markup`<text class="band-name fit-${fit}" x="${(x + width / 2).toFixed(3)}%" y="${GROUND + 12}">${label}</text>`}</g
  > `;
}

function tableOf(bands: readonly FileBand[]): Html {
  return markup`<table class="t t-bands">
    <thead>
      <tr>
        <th scope="col">Part</th>
        <th scope="col">Kind</th>
        <th scope="col">Offset</th>
        <th scope="col">Bytes</th>
        <th scope="col">Entropy</th>
      </tr>
    </thead>
    <tbody>
      ${bands.map(
        ({ name, to, kind, offset, size, entropy, permissions }) =>
          markup`<tr>
            <td>${linked({ words: name, ...(to !== undefined && { to }) })}</td>
            <td>${KIND_WORDS[kind]} ${permissions}</td>
            <td>0x${offset.toString(16)}</td>
            <td>${size.toLocaleString('en-US')}</td>
            <td>${entropy === undefined ? 'not known' : entropy.toFixed(2)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
