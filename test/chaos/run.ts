// `npm run chaos`: things happen to the service, one kind in each round, while jobs are submitted and run; status 1 where one that was
// accepted does not come to its end, is there twice, or leaves something behind.
import { parseArgs } from 'node:util';

import type { Figures } from './judge';
import type { RoundPlan } from './round';
import { runRound } from './round';
import type { Setting } from './setting';
import { CHOICES, ROUNDS } from './setting';

const USAGE = `usage: npm run chaos -- [--jobs N] [--kills N] [--seed S] [--rounds ${ROUNDS.join(',')}]
                     [--tiers ${CHOICES.tier.join(',')}] [--stores ${CHOICES.store.join(',')}] [--roles ${CHOICES.roles.join(',')}]

  --jobs    submissions of a round (default: 60)
  --kills   how often it happens in a round (default: 3)
  --seed    of what is submitted, and of the moments (default: 1)
  --rounds  a round for each: SIGKILL of the api, the worker (both are one in the role "single") or Redis; a rolling restart by SIGTERM;
            a worker that stands still for 6 s; a clock that jumps by an hour (libfaketime); a disk that is full, or read-only,
            for 5 s (root)
            (default: api,worker,redis)
  --tiers, --stores, --roles  each of them with each other (default: auto, directory, split)`;

const COLUMNS: Readonly<Record<keyof Figures, string>> = {
  kills: 'times',
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
const FIRST_WIDTH = 40;

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '60' },
    kills: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: 'api,worker,redis' },
    tiers: { type: 'string', default: 'auto' },
    stores: { type: 'string', default: 'directory' },
    roles: { type: 'string', default: 'split' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

async function main(): Promise<boolean> {
  const [jobs, kills, seed] = [Number(values.jobs), Number(values.kills), Number(values.seed)];
  const rounds = chosen(values.rounds, ROUNDS);
  const settings = settingsOf();
  const isUsable = [jobs, kills, seed].every((number) => Number.isSafeInteger(number) && number >= 0) && jobs > 0;
  if (values.help || !isUsable || rounds === undefined || settings === undefined) {
    console.log(USAGE);
    return values.help;
  }
  console.log(
    `seed ${seed}; the longest from when it happened to the next accepted submission and to the next completed job\n`,
  );
  console.log(['what happened'.padEnd(FIRST_WIDTH), ...Object.values(COLUMNS)].join('  '));
  const outcomes: boolean[] = [];
  for (const setting of settings)
    for (const round of rounds) outcomes.push(await holds({ round, setting, jobs, kills, seed }));
  return outcomes.every(Boolean);
}

function settingsOf(): readonly Setting[] | undefined {
  const [tiers, stores] = [chosen(values.tiers, CHOICES.tier), chosen(values.stores, CHOICES.store)];
  const roles = chosen(values.roles, CHOICES.roles);
  if (tiers === undefined || stores === undefined || roles === undefined) return undefined;
  return tiers.flatMap((tier) => stores.flatMap((store) => roles.map((each) => ({ tier, store, roles: each }))));
}

/** `undefined` where one is none of them. */
function chosen<Choice extends string>(names: string, choices: readonly Choice[]): readonly Choice[] | undefined {
  const picked = names.split(',').map((name) => choices.find((choice) => choice === name));
  return picked.every((name) => name !== undefined) ? picked : undefined;
}

async function holds(plan: RoundPlan): Promise<boolean> {
  const { figures, faults } = await runRound(plan);
  const row = Object.entries(COLUMNS).map(([name, title]) => {
    const value = figures[name as keyof Figures];
    return (title.startsWith('s to') ? value.toFixed(1) : String(value)).padStart(title.length);
  });
  const { tier, store, roles } = plan.setting;
  console.log([`${plan.round} ${tier} ${store} ${roles}`.padEnd(FIRST_WIDTH), ...row].join('  '));
  for (const fault of faults) console.log(`to mend: ${fault}`);
  return faults.length === 0;
}

main().then(
  (isUnharmed) => process.exit(isUnharmed ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
