import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { EngineReport } from '#application/ports/analysis-engine.port';
import type { SampleRequest } from '#infrastructure/radare2/radare2-launcher';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { ORDINARY, Radare2Bench } from './radare2-bench';

/** Bytes: as large, the code is read by a radare2 of its own. */
const LARGE = 32 * 1024 * 1024;

/** The real radare2, which is given a text in place of the sample in the sessions that `isBlank` names, counted from 1. */
class BlankingBench extends Radare2Bench {
  sessions = 0;

  constructor(isBlank: (session: number, request: SampleRequest) => boolean, text: string) {
    super('auto', 'radare2');
    const open = this.launcher.open.bind(this.launcher);
    this.launcher.open = (request, deadline, signal) => {
      this.sessions += 1;
      return open(isBlank(this.sessions, request) ? { ...request, path: text } : request, deadline, signal);
    };
  }
}

const stage = ({ stages }: EngineReport, wanted: string): unknown => stages.find(({ name }) => name === wanted);

describe('a file that radare2 opens without loading it', () => {
  let directory: TemporaryDirectory;
  let text: string;

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
    text = join(directory.path, 'text');
    writeFileSync(text, 'no program\n'.repeat(1000));
  });

  afterAll(() => directory.remove());

  it.each(['quick', 'standard'] as const)(
    'is a failure that says so, after one more try, at depth %s',
    async (depth) => {
      const bench = new BlankingBench(() => true, text);
      await expect(bench.analyse(ORDINARY, { depth })).rejects.toMatchObject({
        code: 'ENGINE_FAILED',
        details: 'radare2 did not load the file: it has loaded nothing of the file',
      });
      expect(bench.sessions).toBe(2);
    },
  );

  it('is read when the second try loads it', async () => {
    const bench = new BlankingBench((session) => session === 1, text);
    const report = await bench.analyse(ORDINARY);
    expect(report.file.os).toBe('linux');
    expect(report.strings.length).toBeGreaterThan(100);
    expect(bench.sessions).toBe(2);
  });

  it.each([true, false])('has no code that was analysed (second radare2 at once: %s)', async (isAhead) => {
    const bench = new BlankingBench((_, { forCode }) => forCode, text);
    Object.assign(bench.engine, { options: { parallelAnalysis: isAhead, codeReader: 'radare2' } });
    const report = await bench.analyse(ORDINARY, { size: LARGE });
    expect(stage(report, 'structure')).toMatchObject({ status: 'ok' });
    expect(stage(report, 'code')).toMatchObject({
      status: 'failed',
      reason: 'radare2 did not load the file: it has loaded nothing of the file.',
    });
  });
});

const canSplit = ['gcc', 'objcopy'].every((tool) => spawnSync(tool, ['--version']).status === 0);
if (!canSplit) console.warn('No gcc and objcopy: the test of a file without its code is skipped.');

(canSplit ? describe : describe.skip)('a file of debug information, which names functions and has no code', () => {
  it('has no code that was analysed', async () => {
    const directory = await TemporaryDirectory.create();
    try {
      const [source, program] = [join(directory.path, 'program.c'), join(directory.path, 'program')];
      writeFileSync(source, 'int helper(int n) { return n * 3; }\nint main(int n) { return helper(n); }\n');
      execFileSync('gcc', ['-g', '-o', program, source]);
      execFileSync('objcopy', ['--only-keep-debug', program]);
      const report = await new Radare2Bench('auto').analyse(program);
      expect(report.functions.map(({ name }) => name)).toEqual(expect.arrayContaining(['helper', 'main']));
      expect(stage(report, 'code')).toMatchObject({
        status: 'failed',
        reason: expect.stringMatching(/^No code was found, though the file itself tells of \d+\./) as string,
      });
    } finally {
      await directory.remove();
    }
  });
});
