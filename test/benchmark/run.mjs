// `npm run bench`: scenarios that measure against what a user would take instead, in turn in one run on one machine. Targets are met or
// missed; nothing here passes or fails.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';

import { compareBatch } from './batch.mjs';
import { measureEndToEnd } from './end-to-end.mjs';
import { measureEngines } from './engines.mjs';
import { compareEstimates } from './estimates.mjs';
import { measureGrowth } from './growth.mjs';
import { watchLarge } from './large-file.mjs';
import { measureMagic } from './magic.mjs';
import { measureMemory } from './memory.mjs';
import { measureNodeVersions } from './node-versions.mjs';
import { askQuestions } from './questions.mjs';
import { measureQueueDepth } from './queue-depth.mjs';
import { measureRateLimits } from './rate-limits.mjs';
import { measureReaders } from './readers.mjs';
import { measureRedisCost } from './redis-cost.mjs';
import page from './report/page.cjs';
import plot from './report/plot.cjs';
import record from './report/record.cjs';
import { compareSmall } from './small-samples.mjs';
import { watchStalls } from './stalls.mjs';
import { compareWithScript } from './standard-depth.mjs';
import { measureStart } from './start.mjs';
import { radare2Version } from './support/installed-radare2.mjs';
import { watchStolenTime } from './support/stolen-time.mjs';
import { measureSurveys } from './surveys.mjs';
import { measureUploads } from './uploads.mjs';
import { measureWorkers } from './workers.mjs';

const SCENARIOS = {
  'standard-depth': { run: compareWithScript, what: 'standard depth against the radare2 script that one would write' },
  large: { run: watchLarge, what: 'a program of 100 MB: time and memory' },
  small: { run: compareSmall, what: 'what the whole service adds to a bare radare2 on small samples' },
  'end-to-end': {
    run: measureEndToEnd,
    what: 'one file, submitted, waited for and read, against what the engine took',
  },
  readers: { run: measureReaders, what: 'reading a result of 100,000 functions while others do' },
  surveys: { run: measureSurveys, what: 'surveys of a very large program: the first, and while others read' },
  estimates: { run: compareEstimates, what: 'what runs are expected to take against what they take' },
  batch: {
    run: compareBatch,
    what: '200 programs at standard depth through the API against a shell loop of that script',
  },
  magic: {
    run: measureMagic,
    what: 'the File Magic API over HTTP against one file(1) process per file, and large uploads',
  },
  uploads: { run: measureUploads, what: '100 MB uploads against sha256sum, and the memory that 20 at once take' },
  queue: { run: measureQueueDepth, what: 'submitting and listing with up to 100,000 jobs waiting against with few' },
  workers: { run: measureWorkers, what: 'throughput against the number of workers, and of slots of one' },
  'rate-limits': { run: measureRateLimits, what: 'one call that counts a request, in budgets that are nearly full' },
  memory: { run: measureMemory, what: 'what 1,000 analyses leave in memory, and what each costs Redis' },
  start: { run: measureStart, what: 'from the start of the process until it is up' },
  'redis-cost': { run: measureRedisCost, what: 'commands and bytes that a job costs Redis' },
  'node-versions': { run: measureNodeVersions, what: 'Node.js 20, 22 and 24 against each other' },
  engines: { run: measureEngines, what: 'what other programs say of the same files, and what it costs them' },
  growth: { run: measureGrowth, what: 'how time and memory grow with size and functions' },
  stalls: { run: watchStalls, what: "how long the worker's event loop is held" },
  questions: {
    run: askQuestions,
    what: 'fifteen questions of six programs, as scripts that read facts: answers, calls, tokens',
  },
};

const USAGE = `usage: npm run bench -- [SCENARIO ...] [--rounds N] [--samples FILE,FILE,...] [--write | --compare]

  SCENARIO     of: ${Object.keys(SCENARIOS).join(', ')} (default: all)
  --rounds     counted rounds after those that warm up (default: 3; small: three times as many)
  --samples    files to measure, in place of the usual ones
  --write      store the figures in docs/benchmarks.json, and write docs/benchmarks.md and its plots from them
  --compare    say which ratios have moved since they were stored`;

const ROOT = join(import.meta.dirname, '../..');
const STORED = join(ROOT, 'docs/benchmarks.json');
const PLOTS = 'pictures/benchmarks';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    samples: { type: 'string' },
    write: { type: 'boolean', default: false },
    compare: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const rounds = Number(values.rounds);
const chosen = positionals.length === 0 ? Object.keys(SCENARIOS) : positionals;
const isWrong = !Number.isInteger(rounds) || rounds < 1 || chosen.some((name) => !(name in SCENARIOS));
// Of other files, figures of the same name would be others.
const isMixed = values.samples !== undefined && (values.write || values.compare);
if (values.help || isWrong || isMixed) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}

const stored = readStored();
for (const name of chosen) {
  console.log(`# ${name}: ${SCENARIOS[name].what}`);
  const now = await measure(name);
  for (const line of record.describeFigures(now.figures)) console.log(line);
  console.log(`load ${now.load.join(' to ')}; the host took ${(100 * now.stolen).toFixed(0)} % of the processor time`);
  if (values.compare) compare(name, now);
  if (values.write && now.figures.length > 0) {
    stored[name] = now;
    await write();
  }
  console.log();
}

/** @returns {Promise<import('./report/record.cjs').Record>} */
async function measure(name) {
  const [stolen, before] = [watchStolenTime(), loadavg()[0]];
  const { figures = [], series = [] } =
    (await SCENARIOS[name].run({ rounds, samples: values.samples?.split(','), stored: stored[name] })) ?? {};
  const [processor] = cpus();
  return {
    measured: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim(),
    machine: `${cpus().length} cores (${processor?.model ?? 'unknown'}), ${(totalmem() / 2 ** 30).toFixed(0)} GB`,
    versions: `Node.js ${process.versions.node}, radare2 ${radare2Version()}`,
    load: [before, loadavg()[0]].map((load) => Number(load.toFixed(1))),
    stolen: stolen(),
    figures,
    series,
  };
}

function compare(name, now) {
  if (stored[name] === undefined) {
    console.log('Nothing is stored of it: --write does.');
    return;
  }
  console.log(`against commit ${stored[name].commit}, at load ${stored[name].load.join(' to ')}:`);
  for (const line of record.describeComparison(record.compareRecords(stored[name], now))) console.log(line);
}

function readStored() {
  try {
    return JSON.parse(readFileSync(STORED, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}

/** After each scenario: a run of all takes hours, and may be ended. */
async function write() {
  const scenarios = Object.entries(SCENARIOS).map(([name, { what }]) => ({ name, what, record: stored[name] }));
  mkdirSync(join(ROOT, 'docs', PLOTS), { recursive: true });
  for (const { record: each } of scenarios) {
    for (const series of each?.series ?? [])
      writeFileSync(join(ROOT, 'docs', PLOTS, `${series.name}.svg`), plot.plotOf(series));
  }
  await writeFormatted(
    join(ROOT, 'docs/benchmarks.md'),
    page.pageOf(scenarios, (name) => `${PLOTS}/${name}.svg`),
  );
  await writeFormatted(STORED, JSON.stringify(stored));
}

async function writeFormatted(path, text) {
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}
