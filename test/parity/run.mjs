// `npm run parity`: does the File Magic API say, byte for byte, what file(1) says? Exits with 1 when it does not.
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chooseMachineFiles } from './choose-files.mjs';
import { fileSays } from './file-command.mjs';
import { byContent, byPath, serve } from './service.mjs';

const require = createRequire(import.meta.url);
require('../support/run-typescript.cjs');
const { libmagicCases } = require('./libmagic-cases.ts');

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const SHARED = join(ROOT, '../shared');
const MACHINE_FILES = Number(process.argv[2] ?? 1000);
const BATCH = 50;
const LARGEST = 100 * 1024 * 1024;

const differences = [];
const scratch = mkdtempSync(join(tmpdir(), 'bin2nlp-parity-'));
try {
  await suite();
  await compare('shared samples', SHARED, samples());
  await compare(`${MACHINE_FILES} files of this machine`, '/usr', chooseMachineFiles('/usr', MACHINE_FILES));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
for (const difference of differences.slice(0, 50)) console.log(difference);
console.log(differences.length === 0 ? 'No difference.' : `${differences.length} differences.`);
process.exitCode = differences.length === 0 ? 0 : 1;

/** libmagic's own 65 cases, as content. Two of them have a database of their own. */
async function suite() {
  const count = { equal: 0, all: 0 };
  for (const { database, cases } of libmagicCases()) {
    const service = await serve(scratch, { ...(database !== undefined && { BIN2NLP_MAGIC__DATABASE_PATH: database }) });
    for (const { name, content, description } of cases) {
      const answer = await byContent(service.url, content);
      count.all += 1;
      if (answer.description === description) count.equal += 1;
      else differences.push(`${name}: expected ${JSON.stringify(description)}, got ${JSON.stringify(answer)}`);
    }
    await service.stop();
  }
  console.log(`libmagic's own cases: ${count.equal} of ${count.all} equal`);
}

function samples() {
  const entries = readdirSync(join(SHARED, 'samples'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(SHARED, join(entry.parentPath, entry.name)));
}

async function compare(title, base, paths) {
  const service = await serve(scratch, { BIN2NLP_MAGIC__BASE_DIR: base });
  const equal = { path: 0, content: 0 };
  const asked = { path: 0, content: 0 };
  const kinds = new Set();
  for (let start = 0; start < paths.length; start += BATCH) {
    const batch = paths.slice(start, start + BATCH).map((path) => ({ path, whole: join(base, path) }));
    const asTheyAre = fileSays(batch.map(({ whole }) => whole));
    await inTurns(batch, async ({ path, whole }, index) => {
      kinds.add(asTheyAre[index].mime_type);
      judge('path', `${whole} by path`, await byPath(service.url, path), asTheyAre[index]);
    });
    const plain = batch.flatMap(({ whole }, index) => {
      const { size } = statSync(whole);
      if (size === 0 || size > LARGEST) return [];
      const copy = join(scratch, `plain-${index}`);
      copyFileSync(whole, copy);
      chmodSync(copy, 0o644);
      return [{ whole, copy }];
    });
    const plainly = fileSays(plain.map(({ copy }) => copy));
    await inTurns(plain, async ({ whole, copy }, index) => {
      judge('content', `${whole} by content`, await byContent(service.url, readFileSync(copy)), plainly[index]);
    });
    for (const { copy } of plain) rmSync(copy);
  }
  await service.stop();
  console.log(
    `${title} (${kinds.size} media types): by path ${equal.path} of ${asked.path} equal, by content ${equal.content} of ${asked.content}`,
  );

  function judge(how, name, answer, expected) {
    asked[how] += 1;
    const said = { ...answer, extensions: answer.extensions?.join('/') };
    if (Object.keys(expected).every((field) => said[field] === expected[field])) equal[how] += 1;
    else differences.push(`${name}: file says ${JSON.stringify(expected)}, the API ${JSON.stringify(answer)}`);
  }
}

/** Four at once. */
async function inTurns(items, work) {
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) await work(item, index);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}
