import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { memoryFile, startLibmagic } from '#test/magic/libmagic';
import { mutate } from '#test/magic/mutations';
import { ownFiles } from '#test/magic/own-files';

const ROOT = join(__dirname, '../..');
const LARGEST_SEED = 256 * 1024;
const AT_ONCE = 8;
const OWN = 20;
/** What libmagic says of a file that it cannot make anything of. Nothing else may come in place of an answer. */
const REFUSED = 'Failed to analyze';

interface Outcome {
  answered: number;
  refused: Map<string, number>;
}

/** Mutated files through libmagic's helpers: every one must be answered. */
export async function identify(count: number, seed: number): Promise<boolean> {
  const seeds = readSeeds();
  const identifier = startLibmagic();
  const outcome: Outcome = { answered: 0, refused: new Map() };
  const started = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const index = next++;
      const file = memoryFile(mutate(seeds[index % seeds.length] ?? Buffer.alloc(1), seed + index));
      try {
        await identifier.identify(file);
        outcome.answered += 1;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        outcome.refused.set(reason, (outcome.refused.get(reason) ?? 0) + 1);
      } finally {
        await file.close();
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  await identifier.onModuleDestroy();
  return report(count, outcome, identifier.deaths, performance.now() - started);
}

/** Of libmagic's own suite and the samples, where they are beside the repository; programs, tables and texts of this machine anyway. */
function readSeeds(): readonly Buffer[] {
  const directories = ['../shared/magic-tests', '../shared/samples'].map((path) => join(ROOT, path));
  const paths = directories.filter((path) => existsSync(path)).flatMap(filesIn);
  const files = [...paths, '/bin/true', '/usr/share/misc/magic.mgc', ...ownFiles().slice(0, OWN)];
  return files.map((path) => readFileSync(path).subarray(0, LARGEST_SEED));
}

function filesIn(directory: string): readonly string[] {
  return readdirSync(directory)
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile());
}

function report(count: number, { answered, refused }: Outcome, deaths: number, elapsedMs: number): boolean {
  const failed = [...refused.values()].reduce((sum, each) => sum + each, 0);
  console.log(
    `${count} mutated files in ${(elapsedMs / 1000).toFixed(1)} s: ${answered} identified, ${failed} refused`,
  );
  for (const [reason, times] of refused) console.log(`  ${times} x ${reason}`);
  console.log(`lost: ${count - answered - failed}; helpers that died: ${deaths}`);
  const faults = [...refused.keys()].filter((reason) => !reason.includes(REFUSED));
  for (const fault of faults) console.log(`to mend: ${fault}`);
  return answered + failed === count && faults.length === 0 && deaths <= failed;
}
