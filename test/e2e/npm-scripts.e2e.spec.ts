import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { eventually } from '#test/support/eventually';
import { TemporaryDirectory } from '#test/support/temporary-directory';

const ROOT = join(__dirname, '../..');
/** What an npm script writes to. */
const OWN = ['dist', 'node_modules', '.data'];
const USAGES = [
  'src/bootstrap/usage.txt',
  'src/bootstrap/migrate/usage.txt',
  'src/bootstrap/quickstart/usage.txt',
  'test/usage.txt',
];

/**
 * A checkout that is installed and built already, whatever is noted of this one. All that preparing it would touch is its own: it
 * never disturbs the tests beside this one, nor takes away what they run on.
 */
function linkBuiltCheckout(path: string): void {
  for (const name of readdirSync(ROOT)) if (!OWN.includes(name)) symlinkSync(join(ROOT, name), join(path, name));
  for (const name of OWN) {
    mkdirSync(join(path, name));
    if (!existsSync(join(ROOT, name))) continue;
    for (const entry of readdirSync(join(ROOT, name))) symlinkSync(join(ROOT, name, entry), join(path, name, entry));
  }
  note(join(path, 'node_modules/.package-lock.sha256'), `${digestOf(join(ROOT, 'package-lock.json'))}  -\n`);
  note(join(path, 'dist/.built'), '');
}

/** In place of the checkout's own, not in it. */
function note(path: string, content: string): void {
  rmSync(path, { force: true });
  writeFileSync(path, content);
}

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** What a failed test has left running. */
function endGroup(leader: ChildProcess | undefined): void {
  try {
    if (leader?.pid !== undefined) process.kill(-leader.pid, 'SIGTERM');
  } catch {
    // Nothing is left, as it should be.
  }
}

describe('the npm scripts', () => {
  let directory: TemporaryDirectory;
  let npm: ChildProcess | undefined;

  beforeEach(async () => {
    directory = await TemporaryDirectory.create();
  });
  afterEach(async () => {
    endGroup(npm);
    npm = undefined;
    await directory.remove();
  });

  it.each([
    [['start', '--', '--help'], 'usage: npm start'],
    [['run', 'quickstart', '--', '--help'], 'usage: npm run quickstart'],
    [['run', 'migrate', '--', '--help'], 'usage: npm run migrate'],
    [['run', 'quickstart', '--', '--once', '-h'], 'usage: npm run quickstart'],
    [['test', '--', '--help'], 'usage: npm test'],
  ])('npm %j explains itself before anything is installed or built', (args, usage) => {
    for (const path of ['package.json', 'docker/prepare.sh', ...USAGES]) {
      mkdirSync(dirname(join(directory.path, path)), { recursive: true });
      cpSync(join(ROOT, path), join(directory.path, path));
    }
    const before = readdirSync(directory.path);
    const { status, stdout } = spawnSync('npm', args, { cwd: directory.path, encoding: 'utf8' });
    expect(stdout).toContain(usage);
    expect([status, readdirSync(directory.path)]).toEqual([0, before]);
  });

  it.each([
    [['start'], /bin2nlp \(all, testing\) is up/],
    [['run', 'quickstart', '--', '--depth', 'quick', '/bin/true'], /Ctrl-C stops it/],
  ])('SIGTERM to npm %j ends the service, cleanly', async (args, up) => {
    linkBuiltCheckout(directory.path);
    const data = await TemporaryDirectory.create();
    const variables = { BIN2NLP_STORAGE__DATA_DIR: data.path, BIN2NLP_LOGGING__LEVEL: 'info' };
    npm = spawn('npm', args, {
      cwd: directory.path,
      env: { PATH: process.env['PATH'] ?? '', BIN2NLP_ENVIRONMENT: 'testing', ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let printed = '';
    for (const stream of [npm.stdout, npm.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (printed += text));
    const ended = new Promise((resolve) =>
      npm?.once('close', (code, signal) => {
        resolve(code ?? signal);
      }),
    );
    await eventually(() => {
      expect(printed).toMatch(up);
    });
    npm.kill('SIGTERM');
    // Resolved when nobody holds its output any more: npm, the shell and the service.
    expect(await ended).toBe(0);
    await data.remove();
  });
});
