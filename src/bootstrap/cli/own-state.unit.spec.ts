import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { eventually } from '#test/support/eventually';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { ownDirectory } from './own-directory';
import { beginOf } from './own-state';

it('a process that has ended is gone, though nobody asks about it, as in a container without an init', async () => {
  // It becomes a program that never asks about the child that it has by then.
  const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(said.toString());
    await eventually(() => {
      expect(readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ');
    });
    expect(beginOf(pid)).toBeUndefined();
    expect(beginOf(process.pid)).toMatch(/^\d+$/);
  } finally {
    parent.kill();
  }
});

it('where it keeps what it knows is the same from every working directory; an empty name is none', async () => {
  const directory = await TemporaryDirectory.create();
  try {
    const own = relative(process.cwd(), join(directory.path, 'own'));
    expect(ownDirectory({ BIN2NLP_CACHE_DIR: own }).path).toBe(join(directory.path, 'own'));
    const other = ownDirectory({ BIN2NLP_CACHE_DIR: '', XDG_CACHE_HOME: directory.path }).path;
    expect([other, existsSync(other)]).toEqual([join(directory.path, 'bin2nlp'), true]);
  } finally {
    await directory.remove();
  }
});
