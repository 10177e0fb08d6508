import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describeControlAnalysisContract } from '#test/contracts/control-analysis.contract';
import { Radare2Bench } from '#test/engine/radare2-bench';
import { describeEveryTier } from '#test/sandbox/confinement';
import { filesBelow } from '#test/support/files-below';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { controlProgram } from './control-program';
import { Radare2ControlAnalysis } from './radare2-control-analysis';

describeEveryTier('the control analysis', (tier) => {
  const directories: TemporaryDirectory[] = [];

  afterAll(async () => {
    await Promise.all(directories.map((directory) => directory.remove()));
  });

  describeControlAnalysisContract('Radare2ControlAnalysis', async () => {
    const bench = new Radare2Bench(tier);
    const directory = await TemporaryDirectory.create();
    directories.push(directory);
    const dataDir = join(directory.path, 'data');
    const text = join(directory.path, 'text');
    await writeFile(text, 'no program\n');
    const { config } = bench.confinement;
    Object.assign(config.storage, { dataDir });
    return {
      control: new Radare2ControlAnalysis(config, bench.launcher),
      breakEngine: () => {
        const open = bench.launcher.open.bind(bench.launcher);
        bench.launcher.open = (request, ...limits) => open({ ...request, path: text }, ...limits);
      },
      // A file where a directory is to be.
      hinder: () => writeFile(dataDir, ''),
      remains: async () => {
        const ours = ['data', 'text'];
        const files = (await filesBelow(directory.path)).filter((path) => !ours.includes(path));
        return [...files, ...(await bench.confinement.remains())];
      },
    };
  });

  it('has a program with one function, which radare2 finds', async () => {
    const directory = await TemporaryDirectory.create();
    directories.push(directory);
    const path = join(directory.path, 'program');
    await writeFile(path, controlProgram());
    const { functions, stages, coverage } = await new Radare2Bench(tier, 'radare2').analyse(path);
    expect(functions).toMatchObject([{ address: '0x400078', size: 10 }]);
    expect(stages.map(({ status }) => status)).toEqual(['ok', 'ok']);
    expect(coverage?.share).toBeGreaterThan(0);
  });
});
