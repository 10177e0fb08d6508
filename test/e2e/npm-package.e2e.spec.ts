import { spawnSync } from 'node:child_process';
import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { TemporaryDirectory } from '#test/support/temporary-directory';

const ROOT = join(__dirname, '../..');

describe('the package that npm packs', () => {
  let directory: TemporaryDirectory;
  let cache: string;

  const run = (
    command: string,
    ...args: readonly string[]
  ): { readonly status: number | null; readonly said: string } => {
    const env = { PATH: process.env['PATH'] ?? '', HOME: directory.path, BIN2NLP_CACHE_DIR: cache };
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: directory.path, env, encoding: 'utf8' });
    return { status, said: stdout + stderr };
  };

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
    cache = join(directory.path, 'cache');
    run('npm', 'pack', '--ignore-scripts', '--pack-destination', directory.path, ROOT);
    const [packed = ''] = readdirSync(directory.path).filter((name) => name.endsWith('.tgz'));
    expect(run('tar', '-xf', packed).status).toBe(0);
    symlinkSync(join(ROOT, 'node_modules'), join(directory.path, 'package/node_modules'));
  });
  afterAll(async () => {
    run(process.execPath, 'package/dist/cli.js', 'serve', '--stop');
    await directory.remove();
  });

  it('has all that a file is analysed by', () => {
    const program = join(directory.path, 'package/dist/cli.js');
    expect(run(process.execPath, program, '--help')).toMatchObject({ status: 0 });
    const { status, said } = run(process.execPath, program, 'scan', '--depth', 'quick', '/bin/true');
    expect([status, said]).toEqual([0, expect.stringMatching(/^true .*quick depth/)]);
  });

  it('says what is missing of the system, and how to get it', () => {
    const env = { PATH: '/nonexistent', HOME: directory.path, BIN2NLP_CACHE_DIR: join(directory.path, 'other') };
    const program = join(directory.path, 'package/dist/cli.js');
    const { status, stderr } = spawnSync(process.execPath, [program, 'scan', '/bin/true'], { env, encoding: 'utf8' });
    expect([status, stderr]).toEqual([
      3,
      expect.stringContaining(join(directory.path, 'package/docker/install-system-packages.sh')),
    ]);
  });
});
