// What a scenario measures, and what is read from it. Nothing here measures.

/**
 * @typedef {object} Figure
 * @property {string} name what was measured, in a few words; with its scenario it is the key of the stored baseline
 * @property {string} against what a user would take instead, or what it is a share of
 * @property {string} unit `x` of a ratio of one run, else `ms`, `s`, `MB`, `tokens`, …
 * @property {number[]} values one a round; of times and ratios the same round measures both sides
 * @property {{ most?: number, least?: number }} [target] none: it is stated, not judged
 * @property {boolean} [isWorst] the largest of values that are of several files, not the middle one, is what counts
 */

/**
 * @typedef {object} Series
 * @property {string} name of the plot, and of its file
 * @property {string} title
 * @property {string} x label with its unit
 * @property {string} y label with its unit
 * @property {{ name: string, points: [number, number][] }[]} lines
 */

/** Of an even number the mean of both in the middle. */
function median(numbers) {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {number} share of the numbers that are not above it: 0.99 for the 99th percentile. */
function quantile(numbers, share) {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** The one number that stands for a figure, and between which it lay. */
function summaryOf({ values, isWorst = false }) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return { value: isWorst ? most : median(values), least, most };
}

/** @returns {'met' | 'missed' | 'stated'} */
function verdictOf(figure) {
  const { target } = figure;
  if (target === undefined) return 'stated';
  const { value } = summaryOf(figure);
  const isMet = value <= (target.most ?? Infinity) && value >= (target.least ?? -Infinity);
  return isMet ? 'met' : 'missed';
}

/**
 * The b of y = a·x^b that is nearest to the points, by least squares of their logarithms: 1 is linear, 2 quadratic.
 * @returns {number | undefined} none of fewer than three points, or where all have one x.
 */
function exponentOf(points) {
  const logs = points.filter(([x, y]) => x > 0 && y > 0).map(([x, y]) => [Math.log(x), Math.log(y)]);
  if (logs.length < 3) return undefined;
  const mean = (index) => logs.reduce((sum, each) => sum + each[index], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const above = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const below = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return below === 0 ? undefined : above / below;
}

/** Three digits that count; whole where it is large. */
function digits(number) {
  if (number === 0) return '0';
  if (Math.abs(number) >= 100) return number.toFixed(0);
  return String(Number(number.toPrecision(3)));
}

/** As people read it: `0.12x`, `41 ms`. */
function shown(value, unit) {
  return unit === 'x' ? `${digits(value)}x` : `${digits(value)} ${unit}`;
}

function shownTarget({ target, unit }) {
  if (target === undefined) return '';
  return target.most === undefined ? `>= ${shown(target.least, unit)}` : `<= ${shown(target.most, unit)}`;
}

module.exports = { digits, exponentOf, median, quantile, shown, shownTarget, summaryOf, verdictOf };
