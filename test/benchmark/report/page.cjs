// docs/benchmarks.md, from the stored figures.
const { exponentOf, shown, shownTarget, summaryOf, verdictOf } = require('./figures.cjs');

const HEAD = `# Measured

Written by \`npm run bench -- --write\`; the numbers are in [benchmarks.json](benchmarks.json). Both sides of a ratio are measured in turn
in one run on one machine: a ratio of 0.10x of a time is a tenth of it. Where there are several rounds, the middle one counts, and the
least and the most are beside it. What the machine did meanwhile is said for each scenario: with a load above the number of its cores,
times say little, and ratios more. \`npm run bench -- --compare\` measures again and says which ratios a change has moved.
`;

/**
 * @param {{ name: string, what: string, record?: import('./record.cjs').Record }[]} scenarios in their order
 * @param {(series: string) => string} pictureOf address of a plot, seen from the page
 */
function pageOf(scenarios, pictureOf) {
  const measured = scenarios.filter(({ record }) => record !== undefined);
  const missing = scenarios.filter(({ record }) => record === undefined).map(({ name }) => `\`${name}\``);
  const parts = measured.map((scenario) => section(scenario, pictureOf));
  const left = missing.length === 0 ? [] : [`Not measured yet: ${missing.join(', ')}.\n`];
  return [HEAD, overview(measured), ...left, ...parts].join('\n');
}

function overview(scenarios) {
  const judged = scenarios.flatMap(({ name, record }) => record.figures.map((figure) => ({ name, figure })));
  const of = (verdict) => judged.filter(({ figure }) => verdictOf(figure) === verdict);
  const missed = of('missed').map(({ name, figure }) => `${figure.name} (\`${name}\`)`);
  const said = missed.length === 0 ? 'none is missed' : `missed: ${missed.join('; ')}`;
  return `Of ${of('met').length + missed.length} targets ${of('met').length} are met; ${said}.\n`;
}

function section({ name, what, record }, pictureOf) {
  const { figures, series, machine, versions, load, stolen, measured, commit } = record;
  const rows = figures.map((figure) => {
    const { value, least, most } = summaryOf(figure);
    const spread = figure.values.length > 1 ? `${shown(least, figure.unit)} – ${shown(most, figure.unit)}` : '';
    const verdict = verdictOf(figure);
    const judged = verdict === 'missed' ? '**missed**' : verdict === 'met' ? 'met' : '';
    return [figure.name, figure.against, shown(value, figure.unit), spread, shownTarget(figure), judged];
  });
  const plots = series.map(({ name: plot, title, lines }) => {
    const growth = lines
      .map((line) => ({ name: line.name, exponent: exponentOf(line.points) }))
      .filter(({ exponent }) => exponent !== undefined)
      .map((line) => `${line.name} grows as the power ${line.exponent.toFixed(2)}`);
    return `![${title}](${pictureOf(plot)})\n${growth.length === 0 ? '' : `\n${title}: ${growth.join('; ')}.\n`}`;
  });
  return [
    `## ${name}: ${what}\n`,
    table(['', 'against', 'measured', 'spread', 'target', ''], rows),
    ...plots,
    `${measured}, commit ${commit}; ${machine}; ${versions}; load ${load[0]} when it began, ${load[1]} when it ended; ` +
      `the host took ${(100 * stolen).toFixed(0)} % of the processor time.\n`,
  ].join('\n');
}

function table(head, rows) {
  const escaped = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((cell, column) => Math.max(3, cell.length, ...escaped.map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return `${[line(head), rule, ...escaped.map(line)].join('\n')}\n`;
}

module.exports = { pageOf };
