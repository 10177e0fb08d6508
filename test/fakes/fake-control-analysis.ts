import { ControlAnalysis } from '#application/ports/control-analysis.port';

/** An engine that is sound until the test says otherwise. */
export class FakeControlAnalysis extends ControlAnalysis {
  asked = 0;
  /** What is wrong with the engine. */
  reason: string | undefined;
  /** What keeps it from being tried. */
  hindrance: Error | undefined;

  override fault(): Promise<string | undefined> {
    this.asked += 1;
    return this.hindrance === undefined ? Promise.resolve(this.reason) : Promise.reject(this.hindrance);
  }
}
