import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import type { SandboxTier } from '#domain/document/sandbox-tier';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { Confinement, describeEveryTier } from './confinement';
import { attemptsIn, doneOf, HAS_COMPILER, HostilePrograms } from './hostile-programs';

/** docs/security.md lists these, under "What it can still see". */
const SEEN_ANYWHERE = [
  ...['kernel', 'host name', 'memory and load of the machine', 'processors', 'time', 'user'],
  ...['null device', 'room on the disk', 'priority of others'],
];
const SEEN: Readonly<Record<Exclude<SandboxTier, 'off'>, readonly string[]>> = {
  // Of a file system of its own.
  bwrap: [...SEEN_ANYWHERE, 'names in /', 'names in /tmp'],
  landlock: [...SEEN_ANYWHERE, "metadata of somebody else's file"],
};
const VARIABLES = {
  bwrap: ['HOME', 'LANG', 'PATH', 'PWD', 'R2_PREFIX'],
  landlock: ['HOME', 'LANG', 'PATH', 'R2_PREFIX'],
};

function seenIn(tier: Exclude<SandboxTier, 'off'>): void {
  let programs: HostilePrograms;
  let directory: TemporaryDirectory;

  beforeAll(async () => {
    programs = await HostilePrograms.build('look');
    directory = await TemporaryDirectory.create();
  });
  afterAll(async () => {
    await programs.remove();
    await directory.remove();
  });

  it('sees what docs/security.md says, and nothing else', async () => {
    const other = join(directory.path, 'other');
    writeFileSync(other, 'of somebody else');
    const confinement = new Confinement(tier);
    const process = await confinement.sandbox.launch(tier, {
      file: programs.path('look'),
      args: [other, directory.path],
      trees: [programs.tree],
      files: [],
      environment: { R2_PREFIX: '/somewhere' },
      limits: { addressSpace: confinement.addressSpaceLimit, cpuSeconds: 20 },
    });
    process.stdin.end();
    const said = await text(process.stdout);
    const attempts = new Map([...attemptsIn(said)].filter(([what]) => what !== 'variable'));
    const variables = [...said.matchAll(/^variable: (\w+)$/gm)].map(([, name]) => name);
    expect(attempts.size).toBe(22);
    expect([...doneOf(attempts)].sort()).toEqual([...SEEN[tier]].sort());
    expect(variables.sort()).toEqual(VARIABLES[tier]);
  });
}

if (HAS_COMPILER)
  describeEveryTier('a program that has taken over radare2', (tier) => {
    if (tier !== 'off') seenIn(tier);
  });
else
  describe.skip('a program that has taken over radare2 (skipped where there is no gcc)', () => {
    seenIn('landlock');
  });
