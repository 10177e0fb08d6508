import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const FOLDER = join(tmpdir(), 'bin2nlp-truth');
const ROOT = resolve(__dirname, '../..');
/** What documents and judgements are made by. */
const SOURCES = ['src', 'config/rules'];
const DIGEST_LENGTH = 16;

/** Outcomes of a long run, a line for each, so that the next run goes on where one was broken off; only of the same sources. */
export class KeptOutcomes<Outcome> {
  private readonly kept = new Map<string, Outcome>();

  private constructor(private readonly path: string) {
    if (!existsSync(path)) return;
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      const entry = entryOf(line);
      if (entry !== undefined) this.kept.set(entry[0], entry[1] as Outcome);
    }
  }

  /** @param run What tells the outcomes of this run from those of others, for a file name. */
  static of<Outcome>(run: string): KeptOutcomes<Outcome> {
    mkdirSync(FOLDER, { recursive: true });
    return new KeptOutcomes(join(FOLDER, `${run}-${digestOfSources()}.jsonl`));
  }

  /** That of a file that has not changed since. */
  async get(path: string, make: () => Promise<Outcome>): Promise<Outcome> {
    const { size, mtimeMs } = statSync(path);
    const key = `${path} ${size} ${mtimeMs}`;
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const outcome = await make();
    appendFileSync(this.path, `${JSON.stringify([key, outcome])}\n`);
    return outcome;
  }
}

/** The last line is half one where a run was killed. */
function entryOf(line: string): readonly [string, unknown] | undefined {
  try {
    return JSON.parse(line) as [string, unknown];
  } catch {
    return undefined;
  }
}

function digestOfSources(): string {
  const hash = createHash('sha256');
  for (const folder of SOURCES) {
    const files = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
    const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const path of paths.sort()) hash.update(path).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex').slice(0, DIGEST_LENGTH);
}
