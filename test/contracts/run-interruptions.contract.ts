import type { RunInterruptions } from '#application/ports/run-interruptions.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { newJobId } from '#domain/jobs/analysis-job';
import { eventually } from '#test/support/eventually';

/** What `RunInterruptions` promises. */
export function describeRunInterruptionsContract(name: string, make: () => Promise<RunInterruptions>): void {
  describe(`${name} keeps the contract of RunInterruptions`, () => {
    it('tells every listener, until it stops', async () => {
      const interruptions = await make();
      const [first, second]: [JobId[], JobId[]] = [[], []];
      const stopFirst = await interruptions.listen((id) => first.push(id));
      const stopSecond = await interruptions.listen((id) => second.push(id));
      const [one, two] = [newJobId(), newJobId()];
      await interruptions.announce(one);
      await eventually(() => {
        expect([first, second]).toEqual([[one], [one]]);
      });
      stopFirst();
      await interruptions.announce(two);
      await eventually(() => {
        expect(second).toEqual([one, two]);
      });
      expect(first).toEqual([one]);
      stopSecond();
    });

    it('loses what nobody hears', async () => {
      await expect((await make()).announce(newJobId())).resolves.toBeUndefined();
    });
  });
}
