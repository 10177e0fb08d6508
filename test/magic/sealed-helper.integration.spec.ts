import { readdirSync, readFileSync } from 'node:fs';

import type { LibmagicFileIdentifier } from '#infrastructure/libmagic/libmagic-file-identifier';
import { describeEveryTier } from '#test/sandbox/confinement';
import { memoryFile, startLibmagic } from './libmagic';

/** Empty when the process has ended meanwhile. */
function procFile(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'latin1');
  } catch {
    return '';
  }
}

function parentOf(pid: string): string | undefined {
  return /^\d+ \(.*\) \S (\d+)/s.exec(procFile(`${pid}/stat`))?.[1];
}

/** What runs libmagic, below this process: not the sandbox around it, which names it in its arguments. */
function helpers(): readonly string[] {
  const isOurs = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(process.pid) || isOurs(parentOf(pid)));
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => /^[^\0]*\/node\0.*libmagic\/helper\/main\.js\0/s.test(procFile(`${pid}/cmdline`)) && isOurs(pid));
}

/** How many filters of system calls each thread is under. */
function filtersOf(pid: string): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).map((task) =>
    Number(/^Seccomp_filters:\s+(\d+)/m.exec(procFile(`${pid}/task/${task}/status`))?.[1]),
  );
}

describeEveryTier('a helper', (tier) => {
  let identifier: LibmagicFileIdentifier;

  beforeEach(() => {
    identifier = startLibmagic({ helpers: 1 }, tier);
  });
  afterEach(() => identifier.onModuleDestroy());

  it('has sealed each of its threads before it gets a file, and works', async () => {
    const [ours] = filtersOf(String(process.pid));
    await identifier.warmUp();
    const found = helpers();
    expect(found).toHaveLength(1);
    const filters = filtersOf(found[0]!);
    expect(filters.length).toBeGreaterThan(1);
    expect(new Set(filters)).toEqual(new Set([ours! + 2]));
    const file = memoryFile(Buffer.from('text\n'));
    expect(await identifier.identify(file)).toMatchObject({ description: 'ASCII text' });
    await file.close();
    expect(filtersOf(found[0]!)).toHaveLength(filters.length);
  });
});
