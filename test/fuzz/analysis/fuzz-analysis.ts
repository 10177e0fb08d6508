import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';

import type { AnalysisDepth } from '#domain/document/analysis-depth';
import { AnalyserProcess } from './analyser-process';
import type { Outcome } from './messages';
import { Mutants } from './mutants';

const AT_ONCE = 2;
const TIMEOUT_SECONDS: Readonly<Record<AnalysisDepth, number>> = { quick: 20, standard: 40, comprehensive: 120 };
const FINDINGS = resolve(__dirname, '../../../.data/fuzz/findings');
const SAY_EVERY = 500;

export interface AnalysisPlan {
  readonly depth: AnalysisDepth;
  readonly count: number;
  readonly seed: number;
  /** Number of the first mutant: to see one again. */
  readonly first?: number;
}

/** Analyses so many mutants with radare2 and without it, prints what became of them; `false` where something is to mend. */
export async function fuzzAnalysis({ depth, count, seed, first = 0 }: AnalysisPlan): Promise<boolean> {
  const mutants = await Mutants.by(seed);
  console.log(
    `analysis at ${depth}: mutants ${first} to ${first + count - 1} of seed ${seed}, of ${mutants.counts} seeds`,
  );
  const outcomes: Outcome[] = [];
  const started = performance.now();
  let next = first;
  let deaths = 0;
  const lane = async (): Promise<void> => {
    const process = new AnalyserProcess({ seed, depth, timeoutSeconds: TIMEOUT_SECONDS[depth] });
    while (next < first + count) {
      const outcome = await process.analyse(next++);
      outcomes.push(outcome);
      if (outcome.faults.length > 0) await keep(outcome, depth, seed, mutants);
      if (outcomes.length % SAY_EVERY === 0) console.log(`  ${outcomes.length} of ${count}`);
    }
    deaths += process.deaths;
    await process.end();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  report(outcomes, deaths, performance.now() - started);
  return outcomes.every(({ faults }) => faults.length === 0) && outcomes.length === count;
}

async function keep({ number, faults }: Outcome, depth: string, seed: number, mutants: Mutants): Promise<void> {
  const { of, content } = await mutants.get(number);
  mkdirSync(FINDINGS, { recursive: true });
  const path = join(FINDINGS, `${seed}-${number}`);
  writeFileSync(path, content);
  console.log(`to mend: mutant ${number} of seed ${seed} (${of}) at ${depth}, kept as ${path}:`);
  for (const fault of faults) console.log(`  ${fault}`);
}

function report(outcomes: readonly Outcome[], deaths: number, elapsedMs: number): void {
  const ends = new Map<string, number>();
  for (const { end } of outcomes) ends.set(end, (ends.get(end) ?? 0) + 1);
  const slowest = [...outcomes].sort((one, other) => other.milliseconds - one.milliseconds)[0];
  const load = loadavg().map((each) => each.toFixed(1));
  console.log(
    `${outcomes.length} mutants in ${(elapsedMs / 1000).toFixed(0)} s, load ${load.join(' ')}: ${tally(ends)}`,
  );
  console.log(
    `faults: ${outcomes.filter(({ faults }) => faults.length > 0).length}; deaths: ${deaths}; ` +
      `slowest: ${slowest?.milliseconds ?? 0} ms (mutant ${slowest?.number ?? ''})`,
  );
}

function tally(ends: ReadonlyMap<string, number>): string {
  return [...ends].map(([end, times]) => `${times} ${end}`).join(', ');
}
