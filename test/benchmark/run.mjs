// `npm run bench`: scenarios that print ratios of one run on one machine; nothing here passes or fails.
import { parseArgs } from 'node:util';

import { watchLarge } from './large-file.mjs';
import { compareSmall } from './small-samples.mjs';
import { watchStalls } from './stalls.mjs';
import { compareWithScript } from './standard-depth.mjs';

const SCENARIOS = {
  'standard-depth': { run: compareWithScript, what: 'standard depth against the radare2 script that one would write' },
  stalls: { run: watchStalls, what: "how long the worker's event loop is held" },
  small: { run: compareSmall, what: 'what the whole service adds to a bare radare2 on small samples' },
  large: { run: watchLarge, what: 'a program of 100 MB: time and memory' },
};

const USAGE = `usage: npm run bench -- [--scenario NAME] [--rounds N] [--samples FILE,FILE,...]

  --scenario   one of: ${Object.keys(SCENARIOS).join(', ')} (default: all)
  --rounds     counted rounds after one that warms up (default: 3)
  --samples    files to measure, in place of the usual ones`;

const { values } = parseArgs({
  options: {
    scenario: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    samples: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const rounds = Number(values.rounds);
const chosen = values.scenario === undefined ? Object.keys(SCENARIOS) : [values.scenario];
if (values.help || !Number.isInteger(rounds) || rounds < 1 || chosen.some((name) => !(name in SCENARIOS))) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}
for (const name of chosen) {
  console.log(`# ${name}: ${SCENARIOS[name].what}`);
  await SCENARIOS[name].run({ rounds, samples: values.samples?.split(',') });
}
