import { readFileSync } from 'node:fs';

import type { EngineReport } from '#application/ports/analysis-engine.port';
import { APPLE_FACTS, APPLE_PROGRAMS, buildAppleProgram, canBuildApplePrograms } from '#test/support/apple-programs';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { Radare2Bench } from './radare2-bench';

if (!canBuildApplePrograms()) console.warn('No clang-19 and lld-19: the tests of Mach-O programs are skipped.');
const withToolchain = canBuildApplePrograms() ? describe : describe.skip;
const DEPTHS = ['quick', 'standard', 'comprehensive'] as const;

/** LC_DYLD_CHAINED_FIXUPS. */
const CHAINED_FIXUPS = 0x8000_0034;

function loadCommands(file: Buffer): readonly number[] {
  const commands: number[] = [];
  for (let at = 32; commands.length < file.readUInt32LE(16); at += file.readUInt32LE(at + 4)) {
    commands.push(file.readUInt32LE(at));
  }
  return commands;
}

function withoutTimes(report: EngineReport): EngineReport {
  return { ...report, stages: report.stages.map((stage) => ({ ...stage, elapsed_ms: 0 })) };
}

withToolchain('programs of macOS 12 and later', () => {
  const bench = new Radare2Bench('auto');
  let directory: TemporaryDirectory;

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
  });

  afterAll(() => directory.remove());

  describe.each(APPLE_PROGRAMS)('$architecture $kind $symbols', (program) => {
    let path: string;

    beforeAll(() => {
      path = buildAppleProgram(directory.path, program);
    });

    it('has chained fixups', () => {
      expect(loadCommands(readFileSync(path))).toContain(CHAINED_FIXUPS);
    });

    it.each(DEPTHS)('is read by radare2, whole and twice the same, at depth %s', async (depth) => {
      const reports: EngineReport[] = [];
      for (let run = 0; run < 2; run++) reports.push(withoutTimes(await bench.analyse(path, { depth })));
      const [report] = reports;
      expect(reports).toEqual([report, report]);
      expect(report?.file.os).toBe('macos');
      expect(report?.strings.map(({ content }) => content)).toEqual(expect.arrayContaining([...APPLE_FACTS.strings]));
      expect(report?.imports.map(({ name }) => name).sort()).toEqual(APPLE_FACTS.imports);
      expect(new Set(report?.stages.map(({ status }) => status))).toEqual(
        new Set(depth === 'quick' ? ['ok', 'skipped'] : ['ok']),
      );
    });
  });
});
