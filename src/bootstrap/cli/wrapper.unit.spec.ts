import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { TemporaryDirectory } from '#test/support/temporary-directory';

describe('./bin2nlp of a checkout', () => {
  let directory: TemporaryDirectory;
  let here: string;

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
    here = directory.path;
    copyFileSync(join(__dirname, '../../../bin2nlp'), join(here, 'bin2nlp'));
    mkdirSync(join(here, 'docker'));
    mkdirSync(join(here, 'dist'));
    writeFileSync(
      join(here, 'dist/cli.js'),
      "process.stdin.pipe(process.stdout); process.stdin.on('end', () => process.exit(1));",
    );
  });
  afterAll(() => directory.remove());

  const called = (prepare: string): ReturnType<typeof spawnSync> => {
    writeFileSync(join(here, 'docker/prepare.sh'), `#!/bin/sh\n${prepare}\n`, { mode: 0o755 });
    return spawnSync(join(here, 'bin2nlp'), ['check'], { input: 'a program', encoding: 'utf8' });
  };

  it('ends with 3 where it cannot be prepared: 1 would say that a policy is violated', () => {
    expect(called('exit 1').status).toBe(3);
  });

  it('keeps what is piped in for the command, and its status', () => {
    expect(called('cat')).toMatchObject({ status: 1, stdout: 'a program' });
  });
});
