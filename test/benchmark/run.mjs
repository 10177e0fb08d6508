// `npm run bench`: scenarios that print ratios of one run on one machine; nothing here passes or fails.
import { parseArgs } from 'node:util';

import { compareBatch } from './batch.mjs';
import { measureEndToEnd } from './end-to-end.mjs';
import { compareEstimates } from './estimates.mjs';
import { watchLarge } from './large-file.mjs';
import { measureMagic } from './magic.mjs';
import { askQuestions } from './questions.mjs';
import { measureQueueDepth } from './queue-depth.mjs';
import { measureRateLimits } from './rate-limits.mjs';
import { measureReaders } from './readers.mjs';
import { compareSmall } from './small-samples.mjs';
import { watchStalls } from './stalls.mjs';
import { compareWithScript } from './standard-depth.mjs';
import { watchStolenTime } from './support/stolen-time.mjs';
import { measureUploads } from './uploads.mjs';
import { measureWorkers } from './workers.mjs';

const SCENARIOS = {
  readers: { run: measureReaders, what: 'reading a result of 100,000 functions while others do' },
  'end-to-end': {
    run: measureEndToEnd,
    what: 'one file, submitted, waited for and read, against what the engine took',
  },
  estimates: { run: compareEstimates, what: 'what runs are expected to take against what they take' },
  'standard-depth': { run: compareWithScript, what: 'standard depth against the radare2 script that one would write' },
  batch: {
    run: compareBatch,
    what: '200 programs at standard depth through the API against a shell loop of that script',
  },
  magic: {
    run: measureMagic,
    what: 'the File Magic API over HTTP against one file(1) process per file, and large uploads',
  },
  'rate-limits': { run: measureRateLimits, what: 'one call that counts a request, in budgets that are nearly full' },
  queue: { run: measureQueueDepth, what: 'submitting and listing with 10,000 jobs waiting against with none' },
  uploads: { run: measureUploads, what: '100 MB uploads against sha256sum, and the memory that 20 at once take' },
  workers: { run: measureWorkers, what: 'what two workers do against one, each with one slot' },
  stalls: { run: watchStalls, what: "how long the worker's event loop is held" },
  small: { run: compareSmall, what: 'what the whole service adds to a bare radare2 on small samples' },
  questions: {
    run: askQuestions,
    what: 'fifteen questions of six programs, as scripts that read facts: answers, calls, tokens',
  },
  large: { run: watchLarge, what: 'a program of 100 MB: time and memory' },
};

const USAGE = `usage: npm run bench -- [SCENARIO] [--rounds N] [--samples FILE,FILE,...]

  SCENARIO     one of: ${Object.keys(SCENARIOS).join(', ')} (default: all)
  --rounds     counted rounds after those that warm up (default: 3; small: three times as many)
  --samples    files to measure, in place of the usual ones`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    samples: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const rounds = Number(values.rounds);
const named = positionals;
const chosen = named.length === 0 ? Object.keys(SCENARIOS) : named;
if (values.help || !Number.isInteger(rounds) || rounds < 1 || chosen.some((name) => !(name in SCENARIOS))) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}
for (const name of chosen) {
  console.log(`# ${name}: ${SCENARIOS[name].what}`);
  const stolen = watchStolenTime();
  await SCENARIOS[name].run({ rounds, samples: values.samples?.split(',') });
  console.log(
    `meanwhile the host of this machine gave ${(100 * stolen()).toFixed(0)} % of the processor time to others`,
  );
}
