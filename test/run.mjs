// `npm test`: every check of the project; ends with the counts and the true status. What reads the sources only runs one after the
// other beside the tests, with what these leave of the processor while they wait.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Behind the tests, but not so far that they are left for the end, one after the other on one processor. */
const NICENESS = '5';

/** Node.js clears its young objects an eighth of the times that it does otherwise: an eighth less processor time for all tests. */
const NODE_OPTIONS = [process.env.NODE_OPTIONS, '--max-semi-space-size=64'].filter(Boolean).join(' ');

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const RESULTS = join(ROOT, '.data', 'test-results.json');

/** Name, program, arguments; the programs are those of node_modules. */
const CHECKS = [
  ['types', 'tsc', ['--noEmit', '-p', 'tsconfig.json']],
  ['types, console', 'tsc', ['-p', 'src/console']],
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['lint', 'eslint', ['--max-warnings', '0', '.']],
  ['architecture', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'src', 'test']],
];

mkdirSync(dirname(RESULTS), { recursive: true });
rmSync(RESULTS, { force: true });
const failed = [];
/** Of checks that failed, for the end: what the tests say would bury them. */
const outputs = [];
const started = performance.now();
process.stdout.write('tests, with all other checks beside them ...\n');
await Promise.all([
  checkSources(),
  check('tests', 'jest', ['--ci', '--json', `--outputFile=${RESULTS}`, ...process.argv.slice(2)], { show: true }),
]);
report();

async function checkSources() {
  for (const [name, program, args] of CHECKS) await check(name, program, args);
}

/** Runs one check; its output is shown when it fails, or always where `show` says so: the tests, whose processor time comes first. */
async function check(name, program, args, { show = false } = {}) {
  const begun = performance.now();
  const path = join(ROOT, 'node_modules', '.bin', program);
  const { status, output } = show
    ? await run(path, args, show)
    : await run('nice', ['-n', NICENESS, path, ...args], show);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  if (status !== 0) failed.push(name);
  if (status !== 0 && !show) outputs.push(`\n${name}:\n${output}`);
  process.stdout.write(`${name.padEnd(14)} ${status === 0 ? 'ok' : `FAILED (status ${status})`}  ${seconds} s\n`);
}

function run(program, args, show) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, NODE_OPTIONS },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve({ status: code ?? signal, output: Buffer.concat(chunks).toString() }),
    );
  });
}

function report() {
  const counts = countTests();
  for (const output of outputs) process.stdout.write(output);
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  process.stdout.write(
    `\n${failed.length === 0 ? 'All checks passed' : `Failed: ${failed.join(', ')}`} (${minutes} min)\n`,
  );
  process.stdout.write(`tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  process.exitCode = failed.length === 0 && counts.passed > 0 && counts.failed === 0 ? 0 : 1;
}

/** A suite that does not even load counts as one failure. */
function countTests() {
  try {
    const results = JSON.parse(readFileSync(RESULTS, 'utf8'));
    return {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
  } catch (error) {
    process.stdout.write(`The test results cannot be read: ${error.message}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
