import type { AnalysisEngine, EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import type { EngineProbe } from '#application/ports/engine-probe.port';
import { UNDER_WAY } from '#domain/document/stages';

/** What a sample does to an engine. */
export const SAMPLE_BEHAVIOURS = [
  'is ordinary',
  'is unreadable',
  'hangs the engine while it reads the structure',
  'hangs the engine while it reads the code',
  'ends the engine while it reads the structure',
  'ends the engine once while it reads the structure',
  'ends the engine while it reads the code',
] as const;
export type SampleBehaviour = (typeof SAMPLE_BEHAVIOURS)[number];

export interface AnalysisEngineSubject {
  readonly engine: AnalysisEngine & EngineProbe;
  /** A task whose sample behaves like that from now on, with plenty of time unless the test says otherwise. */
  readonly arrange: (behaviour: SampleBehaviour, facts?: Partial<EngineTask>) => Promise<EngineTask>;
  /** Milliseconds that are enough to read the structure of an ordinary sample on a busy machine; what hangs takes all of them. */
  readonly enoughMs: number;
  /** What is there of the engine's processes and files. */
  readonly remains: () => Promise<readonly string[]>;
}

const never = (): AbortSignal => new AbortController().signal;

/** What `AnalysisEngine` promises, and `EngineProbe` of it. `makeSubject` gives an engine that has nothing to do. */
export function describeAnalysisEngineContract(name: string, makeSubject: () => Promise<AnalysisEngineSubject>): void {
  describe(`${name} keeps the contract of AnalysisEngine`, () => {
    let subject: AnalysisEngineSubject;

    beforeEach(async () => {
      subject = await makeSubject();
      await subject.engine.identity();
    });

    afterEach(async () => {
      expect(await subject.remains()).toEqual([]);
    });

    const analyse = (task: EngineTask, signal = never()): Promise<EngineReport> =>
      subject.engine.analyse(task, () => undefined, signal);
    const stage = (report: EngineReport, wanted: string): string | undefined =>
      report.stages.find((each) => each.name === wanted)?.status;

    it('is the same engine every time it is asked, and in what it reports', async () => {
      const identity = await subject.engine.identity();
      expect(identity.engineVersion).toContain(identity.radare2Version);
      expect(await subject.engine.identity()).toEqual(identity);
      expect((await analyse(await subject.arrange('is ordinary'))).identity).toEqual(identity);
    });

    it('takes an ordinary sample apart', async () => {
      const report = await analyse(await subject.arrange('is ordinary'));
      expect([stage(report, 'structure'), stage(report, 'code')]).toEqual(['ok', 'ok']);
      expect(report.sections.length).toBeGreaterThan(0);
      expect(report.functions.length).toBeGreaterThan(0);
      expect(report.truncated).toEqual([]);
    });

    it('gives plain data', async () => {
      const report = await analyse(await subject.arrange('is ordinary'));
      expect(structuredClone(report)).toEqual(report);
    });

    it('tells of progress that never falls', async () => {
      const told: EngineProgress[] = [];
      const task = await subject.arrange('is ordinary');
      await subject.engine.analyse(task, (progress) => told.push(progress), never());
      const percents = told.map(({ percent }) => percent);
      expect(told.map((each) => each.stage)).toEqual(expect.arrayContaining(['structure', 'code']));
      expect(percents).toEqual([...percents].sort((a, b) => a - b));
      expect(Math.min(...percents)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...percents)).toBeLessThanOrEqual(100);
    });

    it('reports a stage that the depth does not have as skipped', async () => {
      const report = await analyse(await subject.arrange('is ordinary', { depth: 'quick' }));
      expect(stage(report, 'code')).toBe('skipped');
    });

    it('fills nothing that was not asked for', async () => {
      const report = await analyse(await subject.arrange('is ordinary', { focusAreas: ['imports'] }));
      expect([report.strings, report.exports, report.functions]).toEqual([[], [], []]);
      expect(report.imports.length).toBeGreaterThan(0);
    });

    it('says that a sample is corrupt when nothing could be learned', async () => {
      await expect(analyse(await subject.arrange('is unreadable'))).rejects.toMatchObject({ code: 'CORRUPT_BINARY' });
    });

    // What hangs in these hangs for ever when nobody ends it.
    it('ends when not even the structure can be read in time', async () => {
      const task = await subject.arrange('hangs the engine while it reads the structure', { timeoutMs: 700 });
      await expect(analyse(task)).rejects.toMatchObject({ code: 'ANALYSIS_TIMEOUT' });
    });

    it('ends with the structure when the code cannot be read in time', async () => {
      const timeoutMs = subject.enoughMs;
      const report = await analyse(await subject.arrange('hangs the engine while it reads the code', { timeoutMs }));
      expect([stage(report, 'structure'), stage(report, 'code')]).toEqual(['ok', 'timeout']);
      expect(report.sections.length).toBeGreaterThan(0);
      expect(report.functions.length).toBeGreaterThan(0);
    });

    it('tells what the structure has shown while the code takes long', async () => {
      const reason = new Error('It was enough.');
      const controller = new AbortController();
      const told: EngineReport[] = [];
      const task = await subject.arrange('hangs the engine while it reads the code', { timeoutMs: 60_000 });
      const onInterim = (report: EngineReport): void => {
        told.push(report);
        setImmediate(() => {
          controller.abort(reason);
        });
      };
      const run = subject.engine.analyse(task, () => undefined, controller.signal, onInterim);
      await expect(run).rejects.toBe(reason);
      const [report, ...more] = told;
      expect(more).toEqual([]);
      expect(structuredClone(report)).toEqual(report);
      expect(report?.identity).toEqual(await subject.engine.identity());
      expect(report?.stages.map(({ name, status, reason: why }) => [name, status, why])).toEqual([
        ['structure', 'ok', undefined],
        ['code', 'skipped', UNDER_WAY],
      ]);
      expect(report?.sections.length).toBeGreaterThan(0);
      expect(report?.imports.length).toBeGreaterThan(0);
      expect(report?.functions.length).toBeGreaterThan(0);
    });

    it('tries once more when the sample ends the engine', async () => {
      const report = await analyse(await subject.arrange('ends the engine once while it reads the structure'));
      expect([stage(report, 'structure'), stage(report, 'code')]).toEqual(['ok', 'ok']);
    });

    it('says that it failed when the sample ends it every time', async () => {
      const task = await subject.arrange('ends the engine while it reads the structure');
      await expect(analyse(task)).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    });

    it('keeps the structure when the sample ends it in the code', async () => {
      const report = await analyse(await subject.arrange('ends the engine while it reads the code'));
      expect([stage(report, 'structure'), stage(report, 'code')]).toEqual(['ok', 'failed']);
      expect(report.functions.length).toBeGreaterThan(0);
    });

    it('gives up at once with the reason of the signal', async () => {
      const reason = new Error('cancelled by its owner');
      const task = await subject.arrange('is ordinary');
      await expect(analyse(task, AbortSignal.abort(reason))).rejects.toBe(reason);

      const controller = new AbortController();
      const hanging = await subject.arrange('hangs the engine while it reads the code', { timeoutMs: 60_000 });
      const abortInCode = ({ stage: reached }: EngineProgress): void => {
        if (reached === 'code') {
          setImmediate(() => {
            controller.abort(reason);
          });
        }
      };
      // Not at once, it would come to its deadline, and end with the structure.
      await expect(subject.engine.analyse(hanging, abortInCode, controller.signal)).rejects.toBe(reason);
    });

    it('analyses several samples at once', async () => {
      const tasks = await Promise.all([1, 2, 3].map(() => subject.arrange('is ordinary')));
      const reports = await Promise.all(tasks.map((task) => analyse(task)));
      expect(reports.map((report) => stage(report, 'code'))).toEqual(['ok', 'ok', 'ok']);
    });
  });
}
