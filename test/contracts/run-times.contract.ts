import type { RunTimes } from '#application/ports/run-times.port';
import type { RunKind } from '#domain/jobs/run-kind';
import { usualRunMs } from '#domain/jobs/run-kind';
import { MB } from '#domain/shared/quantities';

const SMALL: RunKind = { depth: 'standard', format: 'elf', architecture: 'x86_64', size: 1000 };

/** What `RunTimes` promises. `makeTimes` gives one that has measured nothing. */
export function describeRunTimesContract(name: string, makeTimes: () => Promise<RunTimes>): void {
  describe(`${name} keeps the contract of RunTimes`, () => {
    it('says nothing until something was measured', async () => {
      const measured = await (await makeTimes()).read();
      expect([measured.runMs, measured.waitMs, measured.pace]).toEqual([undefined, undefined, undefined]);
      expect(measured.ofKind({ ...SMALL, depth: 'quick' })).toBeUndefined();
    });

    it('tells depths, formats and sizes apart, and counts', async () => {
      const times = await makeTimes();
      await times.recordRun({ ...SMALL, depth: 'quick' }, 50);
      await times.recordRun({ ...SMALL, format: 'pe' }, 700);
      await times.recordRun(SMALL, 500);
      await times.recordRun(SMALL, 500);
      await times.recordRun({ ...SMALL, size: 30 * MB }, 9000);
      const { ofKind } = await times.read();
      const size = 2000;
      expect(ofKind({ ...SMALL, size, depth: 'quick' })).toEqual({ meanMs: 50, runs: 1 });
      expect(ofKind({ ...SMALL, size, format: 'pe' })).toEqual({ meanMs: 700, runs: 1 });
      expect(ofKind({ ...SMALL, size })).toEqual({ meanMs: 500, runs: 2 });
      expect(ofKind({ ...SMALL, size: 60 * MB })).toEqual({ meanMs: 9000, runs: 1 });
      expect(ofKind({ ...SMALL, size: 90 * MB })).toBeUndefined();
      expect(ofKind({ ...SMALL, format: 'macho' })).toBeUndefined();
    });

    it('weighs what was measured last most, without jumping', async () => {
      const times = await makeTimes();
      await times.recordRun(SMALL, 100);
      await times.recordRun(SMALL, 200);
      expect((await times.read()).runMs).toBeCloseTo(110);
      for (let count = 0; count < 60; count += 1) await times.recordRun(SMALL, 200);
      expect((await times.read()).ofKind(SMALL)?.meanMs).toBeGreaterThan(199);
    });

    it('knows the pace over all kinds, against what is usual of each', async () => {
      const times = await makeTimes();
      const other: RunKind = { depth: 'quick', format: 'pe', architecture: 'x86_64', size: 5 * MB };
      // From what is usual on: one run says little.
      await times.recordRun(SMALL, 2 * usualRunMs(SMALL));
      expect((await times.read()).pace).toBeCloseTo(1.1);
      await times.recordRun(other, 2 * usualRunMs(other));
      expect((await times.read()).pace).toBeCloseTo(1.19);
    });

    it('keeps waiting apart from running', async () => {
      const times = await makeTimes();
      await times.recordWait(4000);
      await times.recordRun(SMALL, 30);
      expect(await times.read()).toMatchObject({ waitMs: 4000, runMs: 30 });
    });
  });
}
