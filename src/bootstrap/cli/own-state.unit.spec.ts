import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Readable, Writable } from 'node:stream';

import { eventually } from '#test/support/eventually';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { ownDirectory } from './own-directory';
import { beginOf } from './own-state';

it('a process that has ended is gone, though nobody asks about it, as in a container without an init', async () => {
  // A shell with a child, which becomes a program that never asks about it; only then does the child end.
  const parent = spawn('sh', ['-c', 'cat <&3 >/dev/null & echo $!; exec sleep 60 3<&-'], {
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  try {
    const [said] = (await once(parent.stdout as Readable, 'data')) as [Buffer];
    const pid = Number(said.toString());
    await eventually(() => {
      expect(readFileSync(`/proc/${parent.pid}/comm`, 'utf8')).toBe('sleep\n');
    });
    (parent.stdio[3] as Writable).end();
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
