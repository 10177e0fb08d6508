// A thread of `npm run fuzz -- parsers`: fuzzes one parser after the other. What it reads just now stands in shared memory, so that
// whoever waits for it knows over what it hangs or dies.
import { parentPort, workerData } from 'node:worker_threads';

import { numberFieldsOf } from '../analysis/number-fields';
import type { Kept } from './guided-fuzzer';
import { GuidedFuzzer } from './guided-fuzzer';
import type { ThreadReport, ThreadTask, ThreadView } from './messages';
import { PARSERS } from './parsers';
import { StepCounter } from './step-counter';

const { input, state } = workerData as ThreadView;
const [shown, status] = [new Uint8Array(input), new Int32Array(state)];
const counter = new StepCounter();

function show(bytes: Uint8Array): void {
  shown.set(bytes.subarray(0, shown.length));
  Atomics.store(status, 1, bytes.length);
  Atomics.add(status, 0, 1);
}

async function fuzz({ name, seeds, seconds, runs, seed }: ThreadTask): Promise<ThreadReport> {
  const parser = PARSERS.find((each) => each.name === name)!;
  const fuzzer = new GuidedFuzzer(parser, counter, seed, show);
  const known: Kept[] = [];
  // One after the other: which numbers are read is told for all readers at once.
  for (const bytes of seeds) known.push({ bytes, fields: await numberFieldsOf(bytes).catch(() => []) });
  await fuzzer.begin(known);
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end && fuzzer.runs < runs) await fuzzer.step();
  const { ways, kept, worst, findings } = fuzzer;
  return { name, runs: fuzzer.runs, ways, kept, worst, findings };
}

parentPort?.on('message', (task: ThreadTask) => {
  void fuzz(task).then((report) => parentPort?.postMessage(report));
});
