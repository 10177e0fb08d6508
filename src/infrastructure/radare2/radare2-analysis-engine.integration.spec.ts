import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import type { AnalysisEngineSubject, SampleBehaviour } from '#test/contracts/analysis-engine.contract';
import { describeAnalysisEngineContract } from '#test/contracts/analysis-engine.contract';
import { ORDINARY, Radare2Bench } from '#test/engine/radare2-bench';
import { describeEveryTier } from '#test/sandbox/confinement';
import { TemporaryDirectory } from '#test/support/temporary-directory';

/** Does to the real radare2 what a sample would have to do: stops or ends its processes from outside. */
class Saboteur {
  private timer: NodeJS.Timeout | undefined;
  private victims = 0;

  constructor(private readonly bench: Radare2Bench) {}

  /** At once, and as soon as new ones appear; `times` counts sessions. */
  strike(signal: 'SIGSTOP' | 'SIGKILL', times = Infinity): void {
    const seen = new Set<number>();
    this.timer = setInterval(() => {
      const fresh = this.bench.confinement.processes.filter((pid) => !seen.has(pid));
      if (fresh.length === 0 || this.victims >= times) return;
      this.victims += 1;
      for (const pid of fresh) {
        seen.add(pid);
        process.kill(pid, signal);
      }
    }, 1);
  }

  strikeNow(signal: 'SIGSTOP' | 'SIGKILL'): void {
    for (const pid of this.bench.confinement.processes) process.kill(pid, signal);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

describeEveryTier('the radare2 engine', (tier) => {
  const directories: TemporaryDirectory[] = [];
  const saboteurs: Saboteur[] = [];

  afterEach(async () => {
    saboteurs.forEach((saboteur) => {
      saboteur.stop();
    });
    await Promise.all(directories.map((directory) => directory.remove()));
  });

  describeAnalysisEngineContract('Radare2AnalysisEngine', async () => {
    const bench = new Radare2Bench(tier, 'radare2');
    const saboteur = new Saboteur(bench);
    const directory = await TemporaryDirectory.create();
    saboteurs.push(saboteur);
    directories.push(directory);
    let samples = 0;
    let strikeInCode: 'SIGSTOP' | 'SIGKILL' | undefined;

    const subject: AnalysisEngineSubject = {
      engine: bench.engine,
      arrange: async (behaviour, facts) => {
        const path = join(directory.path, `sample-${(samples += 1)}`);
        await copyFile(ORDINARY, path);
        if (behaviour === 'is unreadable') await writeFile(path, unreadable());
        strikeInCode = STRIKES_IN_CODE[behaviour];
        if (behaviour === 'hangs the engine while it reads the structure') saboteur.strike('SIGSTOP');
        if (behaviour === 'ends the engine while it reads the structure') saboteur.strike('SIGKILL');
        if (behaviour === 'ends the engine once while it reads the structure') saboteur.strike('SIGKILL', 1);
        return bench.task(path, facts);
      },
      enoughMs: 10_000,
      remains: () => {
        saboteur.stop();
        return bench.confinement.remains();
      },
    };
    const analyse = bench.engine.analyse.bind(bench.engine);
    bench.engine.analyse = (task: EngineTask, onProgress, signal, onInterim): Promise<EngineReport> =>
      analyse(
        task,
        (progress) => {
          if (progress.stage === 'code' && strikeInCode !== undefined) saboteur.strikeNow(strikeInCode);
          onProgress(progress);
        },
        signal,
        onInterim,
      );
    return subject;
  });
});

describe('a command of radare2 that takes longer than one may', () => {
  const WAIT_MS = 60_000;
  const hung = async (whenTold: string): Promise<EngineReport> => {
    const bench = new Radare2Bench('auto', 'radare2');
    Object.assign(bench.confinement.config.analysis, { radare2TimeoutSeconds: 1 });
    const task = await bench.task(ORDINARY, { timeoutMs: WAIT_MS });
    // What tries radare2 out is not what is stopped.
    await bench.launcher.ready();
    const saboteur = new Saboteur(bench);
    if (whenTold === 'structure') saboteur.strike('SIGSTOP');
    try {
      return await bench.engine.analyse(
        task,
        ({ stage }) => {
          if (stage === whenTold && stage === 'code') saboteur.strikeNow('SIGSTOP');
        },
        new AbortController().signal,
      );
    } finally {
      saboteur.stop();
    }
  };

  it('is an engine that failed where it reads the structure: others may read it in the time that is left', async () => {
    await expect(hung('structure')).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
  });

  it('costs the rest of the code, no more', async () => {
    const { stages, imports } = await hung('code');
    expect(stages.find(({ name }) => name === 'code')).toMatchObject({
      status: 'timeout',
      reason: expect.stringMatching(/within 1000 ms/) as string,
    });
    expect(imports.length).toBeGreaterThan(50);
  });
});

const STRIKES_IN_CODE: Partial<Readonly<Record<SampleBehaviour, 'SIGSTOP' | 'SIGKILL'>>> = {
  'hangs the engine while it reads the code': 'SIGSTOP',
  'ends the engine while it reads the code': 'SIGKILL',
};

/** An ELF header, and nothing of all that it promises. */
function unreadable(): Buffer {
  const header = Buffer.alloc(64);
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]).copy(header);
  header.writeUInt16LE(2, 16);
  header.writeUInt16LE(62, 18);
  header.writeUInt32LE(1, 20);
  header.writeUInt16LE(64, 52);
  return header;
}
