import { existsSync } from 'node:fs';
import { mkdir, realpath, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import type { SandboxTier } from '#domain/document/sandbox-tier';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { Confinement, describeEveryTier } from '#test/sandbox/confinement';
import { HOST_PATH } from '#test/support/host-path';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { Radare2Launcher } from './radare2-launcher';

/** Where this machine has one. */
const OWN = [join(new Confinement('off').config.analysis.radare2Prefix, 'usr/bin'), ...HOST_PATH.split(delimiter)].find(
  (directory) => existsSync(join(directory, 'radare2')),
)!;

/** Without a prefix of our own: what is there is in PATH. */
function launcherFor(path: string, tier: SandboxTier): Radare2Launcher {
  const { config } = new Confinement(tier);
  Object.assign(config.analysis, { radare2Prefix: '/nowhere' });
  const host = new HostEnvironment(path);
  return new Radare2Launcher(config, host, new Sandbox(config, host));
}

describeEveryTier('a radare2 in PATH', (tier) => {
  let directory: TemporaryDirectory;

  beforeEach(async () => {
    directory = await TemporaryDirectory.create();
  });

  afterEach(() => directory.remove());

  it('runs confined with what lies around it', async () => {
    const { tier: chosen, version } = await launcherFor(`${OWN}:${HOST_PATH}`, tier).ready();
    expect(chosen).toBe(tier);
    expect(Number.parseInt(version)).toBeGreaterThanOrEqual(6);
  });

  it('may be a link', async () => {
    await mkdir(join(directory.path, 'bin'));
    await symlink(join(OWN, 'radare2'), join(directory.path, 'bin/radare2'));
    const path = `${join(directory.path, 'bin')}:${OWN}:${HOST_PATH}`;
    const { installation } = await launcherFor(path, tier).ready();
    expect(installation.program).toBe(await realpath(join(OWN, 'radare2')));
  });
});

describe('a machine without radare2', () => {
  it('says what to do, and looks again when it is asked again', async () => {
    const launcher = launcherFor('/nowhere', 'off');
    const refusal = { code: 'SERVICE_UNAVAILABLE', remediation: 'Run docker/install-system-packages.sh.' };
    await expect(launcher.ready()).rejects.toMatchObject(refusal);
    await expect(launcher.ready()).rejects.toMatchObject(refusal);
  });
});
