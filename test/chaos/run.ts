// `npm run chaos`: the parts of the service are killed, one kind in each round, while jobs are submitted and run; status 1 where one
// that was accepted does not come to its end, is there twice, or leaves something behind.
import { parseArgs } from 'node:util';

import type { Figures } from './judge';
import type { RoundPlan } from './round';
import { runRound } from './round';
import type { Victim } from './stand';
import { VICTIMS } from './stand';

const USAGE = `usage: npm run chaos -- [--jobs N] [--kills N] [--seed S] [--rounds ${VICTIMS.join(',')}]

  --jobs    submissions of a round (default: 60)
  --kills   how often a round kills (default: 3)
  --seed    of what is submitted, and of the moments (default: 1)
  --rounds  what is killed with SIGKILL, in a round for each (default: all)`;

const COLUMNS: Readonly<Record<keyof Figures, string>> = {
  kills: 'kills',
  accepted: 'accepted',
  completed: 'completed',
  failed: 'failed',
  lost: 'lost',
  doubled: 'doubled',
  filesLeft: 'files left',
  retries: 'retries',
  toAccepted: 's to accepted',
  toCompleted: 's to completed',
};
const FIRST_WIDTH = 8;

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '60' },
    kills: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: VICTIMS.join(',') },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

async function main(): Promise<boolean> {
  const [jobs, kills, seed] = [Number(values.jobs), Number(values.kills), Number(values.seed)];
  const rounds = values.rounds.split(',');
  const isUsable = [jobs, kills, seed].every((number) => Number.isSafeInteger(number) && number >= 0) && jobs > 0;
  if (values.help || !isUsable || !rounds.every(isVictim)) {
    console.log(USAGE);
    return values.help;
  }
  console.log(`seed ${seed}; the longest from a kill to the next accepted submission and to the next completed job\n`);
  console.log(['killed'.padEnd(FIRST_WIDTH), ...Object.values(COLUMNS)].join('  '));
  const plans = rounds.map((victim) => ({ victim, jobs, kills, seed }));
  const outcomes: boolean[] = [];
  for (const plan of plans) outcomes.push(await holds(plan));
  return outcomes.every(Boolean);
}

async function holds(plan: RoundPlan): Promise<boolean> {
  const { figures, faults } = await runRound(plan);
  const row = Object.entries(COLUMNS).map(([name, title]) => {
    const value = figures[name as keyof Figures];
    return (title.startsWith('s to') ? value.toFixed(1) : String(value)).padStart(title.length);
  });
  console.log([plan.victim.padEnd(FIRST_WIDTH), ...row].join('  '));
  for (const fault of faults) console.log(`to mend: ${fault}`);
  return faults.length === 0;
}

function isVictim(name: string): name is Victim {
  return (VICTIMS as readonly string[]).includes(name);
}

main().then(
  (isUnharmed) => process.exit(isUnharmed ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
