// The stored figures: docs/benchmarks.json, and what a run says beside them.
const { shown, summaryOf, verdictOf } = require('./figures.cjs');

/**
 * @typedef {object} Record what one scenario measured, when and where
 * @property {string} measured date
 * @property {string} commit
 * @property {string} machine cores, their model, memory
 * @property {string} versions of Node.js, radare2 and the other side
 * @property {[number, number]} load of the last minute, when it began and when it ended
 * @property {number} stolen share of the processor time that the host of the machine gave to others
 * @property {import('./figures.cjs').Figure[]} figures
 * @property {import('./figures.cjs').Series[]} series
 */

/** Both must be apart by more than this for a change to be one: of one build, ratios of two runs differ by as much. */
const NOISE = 0.1;

/**
 * What a change cost: every ratio that both have, the stored one first. Times of two runs are not compared: another machine, or
 * another hour of the same one, would be what differs.
 * @param {Record} stored
 * @param {Record} now
 */
function compareRecords(stored, now) {
  return now.figures.flatMap((figure) => {
    const before = stored.figures.find(({ name }) => name === figure.name);
    if (before === undefined || figure.unit !== 'x' || before.unit !== 'x') return [];
    const [was, is] = [summaryOf(before), summaryOf(figure)];
    const change = is.value / was.value - 1;
    const areApart = is.least > was.most || is.most < was.least || figure.values.length === 1;
    const isMoreBetter = figure.target?.least !== undefined;
    const isWorse = isMoreBetter ? change < -NOISE : change > NOISE;
    const isBetter = isMoreBetter ? change > NOISE : change < -NOISE;
    const verdict = !areApart || !(isWorse || isBetter) ? 'same' : isWorse ? 'worse' : 'better';
    return [{ name: figure.name, was: was.value, is: is.value, change, verdict }];
  });
}

/** Lines for the terminal: each figure with its spread, its target, and whether that is met. */
function describeFigures(figures) {
  return figures.map((figure) => {
    const { value, least, most } = summaryOf(figure);
    const spread = figure.values.length > 1 ? ` (${shown(least, figure.unit)} to ${shown(most, figure.unit)})` : '';
    const verdict = verdictOf(figure);
    const judged = verdict === 'stated' ? '' : `, ${targetOf(figure)}: ${verdict}`;
    return `${figure.name}: ${shown(value, figure.unit)}${spread}${judged}`;
  });
}

function targetOf({ target, unit }) {
  return target.most === undefined ? `at least ${shown(target.least, unit)}` : `at most ${shown(target.most, unit)}`;
}

function describeComparison(rows) {
  return rows.map(
    ({ name, was, is, change, verdict }) =>
      `${verdict.padEnd(6)} ${name}: ${shown(was, 'x')} before, ${shown(is, 'x')} now (${change > 0 ? '+' : ''}${(100 * change).toFixed(0)} %)`,
  );
}

module.exports = { compareRecords, describeComparison, describeFigures };
