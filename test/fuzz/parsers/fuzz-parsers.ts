import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';

import type { Finding } from './guided-fuzzer';
import { ParserThread } from './parser-thread-handle';
import { PARSERS } from './parsers';

const FINDINGS = resolve(__dirname, '../../../.data/fuzz/findings');

export interface ParsersPlan {
  /** For each parser. */
  readonly seconds: number;
  readonly runs: number;
  readonly seed: number;
  /** Names; all unless told. */
  readonly only: readonly string[];
}

/** Fuzzes each parser in turn and prints what came of it; `false` where something is to mend. */
export async function fuzzParsers({ only, ...plan }: ParsersPlan): Promise<boolean> {
  countEveryStep();
  const chosen = PARSERS.filter(({ name }) => only.length === 0 || only.includes(name));
  console.log(`seed ${plan.seed}; steps are blocks of our code that are run, the most of them by what is allowed\n`);
  console.log('parser              inputs    ways    kept  most steps  for bytes  of what is allowed');
  let isUnharmed = chosen.length > 0;
  const thread = new ParserThread();
  for (const { name, seeds } of chosen) {
    const { findings, ...report } = await thread.fuzz({ name, seeds: await seeds(), ...plan });
    const { steps, size, share } = report.worst;
    const figures = [report.runs, report.ways, report.kept].map((figure) => String(figure).padStart(8)).join('');
    const most = `${String(steps).padStart(12)}${String(size).padStart(11)}${(share * 100).toFixed(1).padStart(18)} %`;
    console.log(`${name.padEnd(18)}${figures}${most}`);
    for (const finding of findings) keep(name, finding);
    isUnharmed &&= findings.length === 0;
  }
  await thread.end();
  console.log(
    `\nload: ${loadavg()
      .map((each) => each.toFixed(1))
      .join(' ')}`,
  );
  return isUnharmed;
}

/** What is compiled for speed is counted in part. */
function countEveryStep(): void {
  for (const flag of ['--no-opt', '--no-maglev']) setFlagsFromString(flag);
}

function keep(name: string, { bytes, fault }: Finding): void {
  mkdirSync(FINDINGS, { recursive: true });
  const path = join(FINDINGS, `${name}-${Buffer.from(fault).length}-${bytes.length}`);
  writeFileSync(path, bytes);
  console.log(`to mend: ${name} over ${path}: ${fault}`);
}
