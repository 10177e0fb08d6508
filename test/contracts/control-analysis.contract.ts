import type { ControlAnalysis } from '#application/ports/control-analysis.port';
import { DomainError } from '#domain/shared/domain-error';

export interface ControlAnalysisSubject {
  readonly control: ControlAnalysis;
  /** From now on the engine fails over every file. */
  readonly breakEngine: () => void;
  /** From now on the engine cannot be tried. */
  readonly hinder: () => Promise<void>;
  /** What is there of its files and the engine's processes. */
  readonly remains: () => Promise<readonly string[]>;
}

/** What `ControlAnalysis` promises. */
export function describeControlAnalysisContract(
  name: string,
  makeSubject: () => Promise<ControlAnalysisSubject>,
): void {
  describe(`${name} keeps the contract of ControlAnalysis`, () => {
    let subject: ControlAnalysisSubject;

    beforeEach(async () => {
      subject = await makeSubject();
    });

    afterEach(async () => {
      expect(await subject.remains()).toEqual([]);
    });

    it('has nothing to say against an engine that reads files, however often it is asked', async () => {
      expect(await subject.control.fault()).toBeUndefined();
      expect(await subject.control.fault()).toBeUndefined();
    });

    it('says what is wrong with an engine that fails over every file', async () => {
      subject.breakEngine();
      expect(await subject.control.fault()).toMatch(/\w+/);
    });

    it('says nothing about the engine when it cannot be tried', async () => {
      await subject.hinder();
      await expect(subject.control.fault()).rejects.not.toBeInstanceOf(DomainError);
    });
  });
}
