// `npm run canaries`: what must not get out of the sandbox, in every tier, by the user that runs this and, for root, by nobody as well.
import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const JEST = join(ROOT, 'node_modules/.bin/jest');
const TESTS = ['test/engine/canaries', 'test/engine/held-sample', 'test/sandbox', '--selectProjects', 'integration'];
const NOBODY = 65_534;

const outcomes = [run('as this user', JEST, TESTS)];
if (process.getuid?.() === 0) outcomes.push(asNobody());
else console.log('as nobody: left out, that takes root');
process.exit(outcomes.every((status) => status === 0) ? 0 : 1);

/** In a directory of its own: it may write nowhere else. */
function asNobody() {
  const home = mkdtempSync(join(tmpdir(), 'bin2nlp-test-'));
  chownSync(home, NOBODY, NOBODY);
  const user = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups'];
  try {
    const jest = [JEST, ...TESTS, '--cacheDirectory', join(home, 'jest')];
    return run('as nobody', 'setpriv', [...user, ...jest], { HOME: home, TMPDIR: home });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function run(who, program, args, variables = {}) {
  console.log(`${who}:`);
  const env = { ...process.env, ...variables };
  return spawnSync(program, args, { cwd: ROOT, env, stdio: 'inherit' }).status;
}
