import type { RunTimes } from '#application/ports/run-times.port';
import { MB } from '#domain/shared/quantities';

/** What `RunTimes` promises. `makeTimes` gives one that has measured nothing. */
export function describeRunTimesContract(name: string, makeTimes: () => Promise<RunTimes>): void {
  describe(`${name} keeps the contract of RunTimes`, () => {
    it('says nothing until something was measured', async () => {
      const measured = await (await makeTimes()).read();
      expect([measured.runMs, measured.waitMs]).toEqual([undefined, undefined]);
      expect(measured.ofKind({ depth: 'quick', size: 1 })).toBeUndefined();
    });

    it('tells depths and sizes apart', async () => {
      const times = await makeTimes();
      await times.recordRun({ depth: 'quick', size: 1000 }, 50);
      await times.recordRun({ depth: 'standard', size: 1000 }, 500);
      await times.recordRun({ depth: 'standard', size: 30 * MB }, 9000);
      const { ofKind } = await times.read();
      expect(ofKind({ depth: 'quick', size: 2000 })).toBe(50);
      expect(ofKind({ depth: 'standard', size: 2000 })).toBe(500);
      expect(ofKind({ depth: 'standard', size: 60 * MB })).toBe(9000);
      expect(ofKind({ depth: 'standard', size: 90 * MB })).toBeUndefined();
    });

    it('weighs what was measured last most, without jumping', async () => {
      const times = await makeTimes();
      const kind = { depth: 'quick', size: 1 } as const;
      await times.recordRun(kind, 100);
      await times.recordRun(kind, 200);
      expect((await times.read()).runMs).toBeCloseTo(110);
      for (let count = 0; count < 60; count += 1) await times.recordRun(kind, 200);
      expect((await times.read()).ofKind(kind)).toBeGreaterThan(199);
    });

    it('keeps waiting apart from running', async () => {
      const times = await makeTimes();
      await times.recordWait(4000);
      await times.recordRun({ depth: 'quick', size: 1 }, 30);
      expect(await times.read()).toMatchObject({ waitMs: 4000, runMs: 30 });
    });
  });
}
