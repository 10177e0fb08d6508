// `npm run fuzz:magic`: mutated files through the helpers. Every one must be answered, and the service must live.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { memoryFile, startLibmagic } from '#test/magic/libmagic';
import { mutate } from '#test/magic/mutations';

const ROOT = join(__dirname, '../..');
const LARGEST_SEED = 256 * 1024;
const AT_ONCE = 8;

interface Outcome {
  answered: number;
  refused: Map<string, number>;
}

async function main(count: number, seed: number): Promise<void> {
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
  report(count, outcome, identifier.deaths, performance.now() - started);
}

function readSeeds(): readonly Buffer[] {
  const directories = ['../shared/magic-tests', '../shared/samples'].map((path) => join(ROOT, path));
  const paths = directories.flatMap((directory) => readdirSync(directory).map((name) => join(directory, name)));
  const files = [...paths, '/bin/true'].filter((path) => statSync(path).isFile());
  return files.map((path) => readFileSync(path).subarray(0, LARGEST_SEED));
}

function report(count: number, { answered, refused }: Outcome, deaths: number, elapsedMs: number): void {
  const failed = [...refused.values()].reduce((sum, each) => sum + each, 0);
  console.log(
    `${count} mutated files in ${(elapsedMs / 1000).toFixed(1)} s: ${answered} identified, ${failed} refused`,
  );
  for (const [reason, times] of refused) console.log(`  ${times} x ${reason}`);
  console.log(`lost: ${count - answered - failed}; helpers that died: ${deaths}; deaths of the service: 0`);
  process.exitCode = answered + failed === count ? 0 : 1;
}

void main(Number(process.argv[2] ?? 20_000), Number(process.argv[3] ?? 1));
