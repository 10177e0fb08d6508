// `npm run scale`: what a job takes of Redis and of a slot, measured here, and what that means for many workers, simulated.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { ANALYSIS_DEPTHS } from '#domain/document/analysis-depth';
import { seededRandom } from '#test/support/seeded-random';
import type { JobCost, MeasuredCost } from './measured-cost';
import { measureCost } from './measured-cost';
import type { Outcome, Plan } from './queue-model';
import { QueueModel } from './queue-model';

const USAGE = `usage: npm run scale -- [--files N] [--depth DEPTH] [--jobs-a-day N] [--workers N] [--burst N] [--seed N]

  --files       programs of /usr/bin that are analysed (default: 60)
  --depth       quick, standard or comprehensive (default: standard)
  --jobs-a-day  of the simulation (default: 1000000)
  --workers     at most (default: 100)
  --burst       jobs at once in a quiet hour (default: 5000)
  --seed        of the simulation (default: 1)`;

const DIRECTORY = '/usr/bin';
const DAY_SECONDS = 86_400;
/** The busiest hour has this many times the mean, as working hours make it. */
const PEAK = 2;
const ELF_MAGIC = 0x7f45_4c46;
const SMALLEST_BYTES = 8192;
const LARGEST_BYTES = 10 * 1024 * 1024;
const SHARE_OF_REDIS = 0.5;
const MB = 1e6;

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '60' },
    depth: { type: 'string', default: 'standard' },
    'jobs-a-day': { type: 'string', default: '1000000' },
    workers: { type: 'string', default: '100' },
    burst: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

async function main(): Promise<void> {
  const [files, jobsADay, workers] = [Number(values.files), Number(values['jobs-a-day']), Number(values.workers)];
  const [burst, seed] = [Number(values.burst), Number(values.seed)];
  const isUsable = [files, jobsADay, workers, burst, seed].every((number) => Number.isInteger(number) && number > 0);
  if (values.help || !isUsable || !ANALYSIS_DEPTHS.some((depth) => depth === values.depth)) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const measured = await measureCost(programs(files), values.depth);
  printCost(measured);
  printLimits(measured, jobsADay, workers);
  const { serviceTimes } = measured.job;
  console.log(`\nsimulated, workers of two slots, at most ${workers}`);
  console.log(row('', 'jobs', 'refused', 'p50 s', 'p99 s', 'longest s', 'queue', 'workers', 'worker h'));
  const rate = jobsADay / DAY_SECONDS;
  const day = { arrivalRate: daily(rate), highestRate: rate * PEAK };
  const scaling = { fewest: 0, most: workers, target: 2, startSeconds: 15 };
  const scenarios: readonly (readonly [string, Partial<Plan>])[] = [
    [`${jobsADay} a day`, day],
    ['the same, no scaling', { ...day, scaling: { ...scaling, fewest: workers } }],
    [`${burst} at once`, { arrivalRate: () => 0, highestRate: 1e-9, burst: { at: 3600, jobs: burst } }],
  ];
  for (const [name, changes] of scenarios) {
    const random = seededRandom(seed);
    const plan: Plan = {
      seconds: DAY_SECONDS,
      slotsPerWorker: 2,
      mostWaiting: 10_000,
      scaling,
      serviceTime: () => serviceTimes[Math.floor(random() * serviceTimes.length)]!,
      arrivalRate: () => 0,
      highestRate: 0,
      ...changes,
    };
    console.log(row(name, ...outcomeCells(new QueueModel(plan, random).run())));
  }
}

/** Evenly by size, so that they stand for all. */
function programs(count: number): readonly string[] {
  const sized = readdirSync(DIRECTORY)
    .map((name) => join(DIRECTORY, name))
    .map((path) => ({ path, stats: statSync(path, { throwIfNoEntry: false }) }))
    .map(({ path, stats }) => ({ path, size: stats?.isFile() === true ? stats.size : 0 }))
    .filter(({ path, size }) => size >= SMALLEST_BYTES && size <= LARGEST_BYTES && isElf(path));
  const distinct = [
    ...new Map(sized.map((file) => [readFileSync(file.path).toString('latin1', 0, 4096), file])).values(),
  ];
  distinct.sort((one, other) => one.size - other.size);
  const step = Math.max(1, distinct.length / count);
  return Array.from(
    { length: Math.min(count, distinct.length) },
    (_, index) => distinct[Math.floor(index * step)]!.path,
  );
}

function isElf(path: string): boolean {
  const head = readFileSync(path).subarray(0, 4);
  return head.length === 4 && head.readUInt32BE() === ELF_MAGIC;
}

/** One hour of the day is the busiest, twelve hours from it nothing comes. */
function daily(mean: number): (at: number) => number {
  return (at) => mean * (1 - (PEAK - 1) * Math.cos((2 * Math.PI * at) / DAY_SECONDS));
}

function printCost({ idleApi, idleWorker, job }: MeasuredCost): void {
  const { serviceTimes } = job;
  const sorted = [...serviceTimes].sort((one, other) => one - other);
  const mean = meanOf(serviceTimes);
  const facts: readonly (readonly [string, string])[] = [
    [`programs (${values.depth})`, `${job.jobs}, ${(job.sampleBytes / 1e3).toFixed(0)} kB on average`],
    [
      'seconds of a slot',
      `${mean.toFixed(2)} on average, median ${at(sorted, 0.5).toFixed(2)}, p99 ${at(sorted, 0.99).toFixed(2)}`,
    ],
    ['commands of Redis a job', job.commands.toFixed(0)],
    ['bytes to and from Redis a job', `${(job.bytes / 1e3).toFixed(0)} kB`],
    ["Redis's processor time a job", `${(job.processorSeconds * 1e3).toFixed(2)} ms`],
    ['kept of a job: result', `${(job.keptBytes.result / 1e3).toFixed(1)} kB`],
    ['kept of a job: events, for an hour', `${(job.keptBytes.events / 1e3).toFixed(1)} kB`],
    ['kept of a job: all else, for seven days', `${(job.keptBytes.record / 1e3).toFixed(1)} kB`],
    ['commands a second of an idle api', idleApi.toFixed(1)],
    ['commands a second of an idle worker', idleWorker.toFixed(1)],
  ];
  for (const [name, value] of facts) console.log(name.padEnd(44), value);
}

function printLimits({ idleApi, idleWorker, job }: MeasuredCost, jobsADay: number, workers: number): void {
  const peak = (jobsADay / DAY_SECONDS) * PEAK;
  const idle = idleApi * 4 + idleWorker * workers;
  console.log(`\n${jobsADay} jobs a day, ${peak.toFixed(1)} a second in the busiest hour, ${workers} workers, 4 api`);
  const facts: readonly (readonly [string, string])[] = [
    ['slots that are busy then', (peak * meanOf(job.serviceTimes)).toFixed(0)],
    ['commands of Redis a second', (peak * job.commands + idle).toFixed(0)],
    ['of these by idle processes', idle.toFixed(0)],
    ["Redis's one processor", `${(100 * peak * job.processorSeconds).toFixed(1)} %`],
    ['bytes to and from Redis', `${((peak * job.bytes) / MB).toFixed(1)} MB/s`],
    ['samples from api to worker', `${((peak * job.sampleBytes) / MB).toFixed(1)} MB/s`],
    ['results of a day', `${((jobsADay * job.keptBytes.result) / 1e9).toFixed(1)} GB`],
    ['events of the busiest hour', `${((3600 * peak * job.keptBytes.events) / 1e9).toFixed(1)} GB`],
    ['records of seven days', `${((7 * jobsADay * job.keptBytes.record) / 1e9).toFixed(1)} GB`],
    ['jobs a second that half of one Redis bears', (SHARE_OF_REDIS / job.processorSeconds).toFixed(0)],
  ];
  for (const [name, value] of facts) console.log(name.padEnd(44), value);
}

function outcomeCells({ arrived, refused, waits, longestQueue, mostWorkers, workerHours }: Outcome): readonly string[] {
  return [
    String(arrived),
    String(refused),
    at(waits, 0.5).toFixed(1),
    at(waits, 0.99).toFixed(1),
    at(waits, 1).toFixed(1),
    String(longestQueue),
    String(mostWorkers),
    workerHours.toFixed(0),
  ];
}

const at = (sorted: ArrayLike<number>, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const meanOf = (values: JobCost['serviceTimes']): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const row = (first: string, ...cells: readonly string[]): string =>
  first.padEnd(24) + cells.map((cell) => cell.padStart(11)).join('');

void main();
