// Plots as SVG files that look right beside bright and dark text, without a script or a font of their own.
const { digits } = require('./figures.cjs');

const WIDTH = 720;
const HEIGHT = 400;
const FRAME = { left: 70, right: 170, top: 40, bottom: 50 };
/** Told apart by people who see colours otherwise, on white and on black. Source: Okabe and Ito, Color Universal Design. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];
const MARKS = ['circle', 'square', 'triangle'];
const STYLE = `text{font:12px system-ui,sans-serif;fill:#1f2328}.title{font-size:14px;font-weight:600}.rule{stroke:#8c959f;stroke-opacity:.35}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}}`;

/**
 * Both axes logarithmic: a power is a straight line, and its exponent the slope.
 * @param {import('./figures.cjs').Series} series all of whose numbers are above 0
 */
function plotOf({ title, x, y, lines }) {
  const points = lines.flatMap((line) => line.points);
  const across = scale(
    points.map(([value]) => value),
    FRAME.left,
    WIDTH - FRAME.right,
  );
  const up = scale(
    points.map(([, value]) => value),
    HEIGHT - FRAME.bottom,
    FRAME.top,
  );
  const rules = [
    ...across.marks.map((value) => vertical(across.at(value), digits(value))),
    ...up.marks.map((value) => horizontal(up.at(value), digits(value))),
  ];
  const drawn = lines.map((line, index) => drawLine(line, index, across.at, up.at));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">
<style>${STYLE}</style>
<text class="title" x="${FRAME.left}" y="22">${escaped(title)}</text>
${rules.join('\n')}
<text x="${(FRAME.left + WIDTH - FRAME.right) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${escaped(x)}</text>
<text transform="translate(16 ${(FRAME.top + HEIGHT - FRAME.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(y)}</text>
${drawn.join('\n')}
</svg>
`;
}

/** From values to places, and what is marked between the powers of ten between which the values lie. */
function scale(values, from, to) {
  const [least, most] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  const span = Math.max(1, most - least);
  return {
    at: (value) => from + ((Math.log10(value) - least) / span) * (to - from),
    marks: marksOf(least, span),
  };
}

/** Powers of ten; where there are but two, what lies between them too. */
function marksOf(least, span) {
  const powers = Array.from({ length: span + 1 }, (_, index) => 10 ** (least + index));
  return span > 1 ? powers : [powers[0], 2 * powers[0], 5 * powers[0], powers[1]];
}

function vertical(place, label) {
  return `<line class="rule" x1="${at(place)}" x2="${at(place)}" y1="${FRAME.top}" y2="${HEIGHT - FRAME.bottom}"/><text x="${at(place)}" y="${HEIGHT - FRAME.bottom + 18}" text-anchor="middle">${label}</text>`;
}

function horizontal(place, label) {
  return `<line class="rule" x1="${FRAME.left}" x2="${WIDTH - FRAME.right}" y1="${at(place)}" y2="${at(place)}"/><text x="${FRAME.left - 8}" y="${at(place + 4)}" text-anchor="end">${label}</text>`;
}

function drawLine({ name, points }, index, across, up) {
  const colour = COLOURS[index % COLOURS.length];
  const mark = MARKS[index % MARKS.length];
  const places = points.toSorted(([one], [other]) => one - other).map(([x, y]) => [across(x), up(y)]);
  const path = places.map(([x, y]) => `${at(x)},${at(y)}`).join(' ');
  const key = [WIDTH - FRAME.right + 20, FRAME.top + 10 + index * 20];
  return [
    `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
    ...places.map((place) => drawMark(mark, place, colour)),
    drawMark(mark, key, colour),
    `<text x="${key[0] + 12}" y="${key[1] + 4}">${escaped(name)}</text>`,
  ].join('\n');
}

function drawMark(mark, [x, y], colour) {
  if (mark === 'circle') return `<circle cx="${at(x)}" cy="${at(y)}" r="3.5" fill="${colour}"/>`;
  if (mark === 'square') return `<rect x="${at(x - 3)}" y="${at(y - 3)}" width="6" height="6" fill="${colour}"/>`;
  return `<path d="M${at(x)} ${at(y - 4)}l4 7h-8z" fill="${colour}"/>`;
}

function at(place) {
  return String(Number(place.toFixed(1)));
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

module.exports = { plotOf };
