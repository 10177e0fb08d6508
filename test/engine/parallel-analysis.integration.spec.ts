import { copyFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';

import type { EngineReport } from '#application/ports/analysis-engine.port';
import { Radare2AnalysisEngine } from '#infrastructure/radare2/radare2-analysis-engine';
import { Radare2Launcher } from '#infrastructure/radare2/radare2-launcher';
import type { Radare2Session } from '#infrastructure/radare2/radare2-session';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { ORDINARY, Radare2Bench } from './radare2-bench';

const LARGE = 33 * 1024 * 1024;

/** Knows how many of its sessions were open at once, and whether any was. */
class CountingLauncher extends Radare2Launcher {
  most = 0;
  private opened = 0;

  override async open(...request: Parameters<Radare2Launcher['open']>): Promise<Radare2Session> {
    this.opened += 1;
    this.most = Math.max(this.most, this.opened);
    const session = await super.open(...request);
    const close = session.close.bind(session);
    let isOpen = true;
    session.close = async () => {
      const end = await close();
      if (isOpen) this.opened -= 1;
      isOpen = false;
      return end;
    };
    return session;
  }
}

describe('parallel_analysis', () => {
  const bench = new Radare2Bench('auto');
  let directory: TemporaryDirectory;
  let path: string;

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
    path = join(directory.path, 'large');
    await copyFile(ORDINARY, path);
    await truncate(path, LARGE);
  });
  afterAll(() => directory.remove());

  async function analyse(parallelAnalysis: boolean): Promise<{ most: number; report: EngineReport }> {
    const { config, host, sandbox } = bench.confinement;
    const launcher = new CountingLauncher(config, host, sandbox);
    const engine = new Radare2AnalysisEngine(launcher, { parallelAnalysis, codeReader: 'radare2' });
    const report = await engine.analyse(await bench.task(path), () => undefined, new AbortController().signal);
    return { most: launcher.most, report };
  }

  it('loads a large file a second time for its code, switched off one radare2 runs at a time; both find the same', async () => {
    const [parallel, single] = [await analyse(true), await analyse(false)];
    expect([parallel.most, single.most]).toEqual([2, 1]);
    expect(parallel.report.functions.length).toBeGreaterThan(200);
    expect(parallel.report.functions).toEqual(single.report.functions);
    expect(parallel.report.imports).toEqual(single.report.imports);
    expect(await bench.confinement.remains()).toEqual([]);
  });
});

describe('radare2', () => {
  const bench = new Radare2Bench('auto');

  it.each([
    ['quick', 'auto', 0],
    ['standard', 'auto', 0],
    ['quick', 'radare2', 1],
  ] as const)('at %s depth with code reader %s: %d at once', async (depth, codeReader, most) => {
    const { config, host, sandbox } = bench.confinement;
    const launcher = new CountingLauncher(config, host, sandbox);
    const engine = new Radare2AnalysisEngine(launcher, { parallelAnalysis: true, codeReader });
    const { imports } = await engine.analyse(
      await bench.task(ORDINARY, { depth }),
      () => undefined,
      new AbortController().signal,
    );

    expect(launcher.most).toBe(most);
    expect(imports.length).toBeGreaterThan(20);
  });
});
