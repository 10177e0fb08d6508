import type { FileHandle } from 'node:fs/promises';
import { copyFile, open, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

import type { EngineReport } from '#application/ports/analysis-engine.port';
import { describeEveryTier } from '#test/sandbox/confinement';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { Radare2Bench } from './radare2-bench';

describeEveryTier('a sample that is held open', (tier) => {
  const bench = new Radare2Bench(tier, 'radare2');
  let directory: TemporaryDirectory;
  let path: string;
  let held: FileHandle;

  beforeEach(async () => {
    directory = await TemporaryDirectory.create();
    path = join(directory.path, 'sample.bin');
    await copyFile('/bin/true', path);
    held = await open(path, 'r');
  });
  afterEach(async () => {
    await held.close();
    await directory.remove();
    expect(await bench.confinement.remains()).toEqual([]);
  });

  const analyseHeld = (): Promise<EngineReport> => bench.analyse(`/proc/self/fd/${held.fd}`, { depth: 'quick' });
  const namesIn = ({ imports }: EngineReport): readonly string[] => imports.map(({ name }) => name);

  it('is what radare2 reads', async () => {
    const report = await analyseHeld();
    expect(report.stages.map(({ status }) => status)).toEqual(['ok', 'skipped']);
    expect(namesIn(report)).toEqual(namesIn(await bench.analyse('/bin/true', { depth: 'quick' })));
  });

  it.each(['a file', 'a link'])('is what radare2 reads also where %s has taken its name', async (what) => {
    await rename(path, join(directory.path, 'moved.bin'));
    await (what === 'a file' ? copyFile('/bin/ls', path) : symlink('/bin/ls', path));
    expect(namesIn(await analyseHeld())).toEqual(namesIn(await bench.analyse('/bin/true', { depth: 'quick' })));
  });

  it('is nothing that radare2 can read in its stead where it has no name any more', async () => {
    await rm(path);
    await copyFile('/bin/ls', path);
    await expect(analyseHeld()).rejects.toThrow();
  });
});
