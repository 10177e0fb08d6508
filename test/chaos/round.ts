import { setTimeout as delay } from 'node:timers/promises';

import { seededRandom } from '#test/support/seeded-random';
import { Clients } from './clients';
import type { Verdict } from './judge';
import { judge } from './judge';
import { Reader } from './reader';
import type { Round, Setting } from './setting';
import { Stand } from './stand';
import { submissionsOf } from './submissions';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const AT_ONCE = 6;
const LOOK_MS = 100;
const LONGEST_LINE = 1000;
/** Of the submissions: kills begin once so many are accepted, and the last one leaves as many as are missing here to be sent. */
const [FIRST_SHARE, LAST_SHARE] = [0.1, 0.8];
const LONGEST_DELAY_MS = 500;

export interface RoundPlan {
  readonly round: Round;
  readonly setting: Setting;
  readonly jobs: number;
  readonly kills: number;
  readonly seed: number;
}

/** When to kill: so many are accepted, and a moment later. */
interface Moment {
  readonly accepted: number;
  readonly delayMs: number;
}

/** Jobs are submitted and run while one thing happens to the service again and again. */
export async function runRound(plan: RoundPlan): Promise<Verdict> {
  const stand = await Stand.start(plan.setting, plan.round);
  // Whoever ends this command ends what it has started.
  const stop = (): void => void stand.end().then(() => process.exit(1));
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    const { figures, faults } = await carryOut(plan, stand);
    return { figures, faults: [...faults, ...(await stand.end())] };
  } finally {
    await stand.end();
    for (const signal of SIGNALS) process.off(signal, stop);
    for (const line of stand.errors) console.log(`logged: ${line.slice(0, LONGEST_LINE)}`);
  }
}

async function carryOut(plan: RoundPlan, stand: Stand): Promise<Verdict> {
  const [reader, clients] = [new Reader(stand.url), new Clients(stand.url)];
  const [kills] = await Promise.all([
    killAll(stand, clients, reader, plan),
    clients.sendAll(submissionsOf(plan.seed, plan.jobs), AT_ONCE),
  ]);
  return judge({
    reader,
    clients,
    kills,
    wanted: plan,
    files: () => stand.files(),
    hasTrueTimes: plan.round !== 'clock',
  });
}

/** Resolves to the times. */
async function killAll(stand: Stand, clients: Clients, reader: Reader, plan: RoundPlan): Promise<readonly number[]> {
  const kills: number[] = [];
  let completed = 0;
  for (const moment of momentsOf(plan)) {
    // Not before anything has come to its end since: that would be one outage, not two.
    const isTime = async (): Promise<boolean> =>
      clients.accepted.length >= moment.accepted && (await reader.count('completed')) > completed;
    while (!clients.areDone && !(await isTime())) await delay(LOOK_MS);
    await delay(moment.delayMs);
    completed = await reader.count('completed');
    kills.push(await stand.disturb(plan.round));
  }
  return kills;
}

function momentsOf({ seed, jobs, kills }: RoundPlan): readonly Moment[] {
  const random = seededRandom(seed);
  return Array.from({ length: kills }, (_, number) => ({
    accepted: Math.ceil(jobs * (FIRST_SHARE + ((LAST_SHARE - FIRST_SHARE) * (number + random())) / kills)),
    delayMs: random() * LONGEST_DELAY_MS,
  }));
}
