// `npm run fuzz`: damaged input of every kind, the same for a seed; status 1 where something dies, hangs, is no valid document, throws
// what is no refusal, or takes more steps than its size allows. What did is kept in .data/fuzz/findings.
import { parseArgs } from 'node:util';

import { hostileHttp } from '#test/hostile/hostile-http';
import { fuzzAnalysis } from './analysis/fuzz-analysis';
import { identify } from './identify';
import { fuzzParsers } from './parsers/fuzz-parsers';

const USAGE = `usage: npm run fuzz -- [analysis] [--count N] [--standard N] [--first N] [--seed S]
       npm run fuzz -- identify [--count N] [--seed S]
       npm run fuzz -- http [--count N] [--seed S]
       npm run fuzz -- parsers [--seconds N] [--runs N] [--seed S] [PARSER...]

  analysis   mutants of ELF, PE and Mach-O files in equal parts, by radare2 and by our own readers alone
             --count     at quick depth (default: 500)
             --standard  at standard depth (default: 0)
             --first     number of the first one: to see one again
  identify   mutants for libmagic's helpers (--count, default: 20000)
  http       what no client should send; with --count so many mutants of requests and nothing else
  parsers    each parser of our own, guided by the ways that inputs go through its code, each step counted
             --seconds   for each parser (default: 20)
             --runs      inputs for each at most; with it the same ones on every machine
  --seed     of all that is random (default: 1)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string' },
    standard: { type: 'string', default: '0' },
    first: { type: 'string', default: '0' },
    seconds: { type: 'string', default: '20' },
    runs: { type: 'string' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

async function main(): Promise<boolean> {
  const [what = 'analysis', ...only] = positionals;
  const seed = Number(values.seed);
  const count = values.count === undefined ? undefined : Number(values.count);
  const runs = values.runs === undefined ? Number.POSITIVE_INFINITY : Number(values.runs);
  const numbers = [seed, count ?? 0, Number(values.standard), Number(values.first)];
  if (values.help || !numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) {
    console.log(USAGE);
    return values.help;
  }
  switch (what) {
    case 'analysis': {
      const first = Number(values.first);
      const quick = await fuzzAnalysis({ depth: 'quick', count: count ?? 500, seed, first });
      return (await fuzzAnalysis({ depth: 'standard', count: Number(values.standard), seed, first })) && quick;
    }
    case 'identify':
      return identify(count ?? 20_000, seed);
    case 'http':
      return hostileHttp(count, seed);
    case 'parsers':
      return fuzzParsers({ seconds: Number(values.seconds), runs, seed, only });
    default:
      console.log(USAGE);
      return false;
  }
}

main().then(
  (isUnharmed) => process.exit(isUnharmed ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
