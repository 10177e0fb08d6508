import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { TemporaryDirectory } from '#test/support/temporary-directory';

/** Of a checkout: what a package has to have, and what stands beside it. */
const NEEDED = ['config/default.toml', 'dist/cli.js', 'docker/prepare.sh', 'docs/rules.md'];
const SECRET = ['docker/secrets/redis.conf', 'docker/deployed/state', '.env'];

it('a package has what the service serves of the documentation, and no secret of whoever packs it', async () => {
  const directory = await TemporaryDirectory.create();
  try {
    for (const name of [...NEEDED, ...SECRET]) {
      mkdirSync(dirname(join(directory.path, name)), { recursive: true });
      writeFileSync(join(directory.path, name), '#');
    }
    copyFileSync(join(__dirname, '../../package.json'), join(directory.path, 'package.json'));
    const pack = ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'];
    const { stdout } = spawnSync('npm', pack, { cwd: directory.path, encoding: 'utf8' });
    const [{ files }] = JSON.parse(stdout) as [{ readonly files: readonly { readonly path: string }[] }];
    expect(files.map(({ path }) => path).sort()).toEqual([...NEEDED, 'package.json'].sort());
  } finally {
    await directory.remove();
  }
});
