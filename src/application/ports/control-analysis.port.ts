/** Tells an engine that is broken from samples that break it, by a file of ours that a sound engine reads. */
export abstract class ControlAnalysis {
  /**
   * Why the engine that takes samples apart fails over that file now; `undefined` when it reads it. Ends in time whatever the engine
   * does, and leaves nothing. @throws what kept it from trying, which says nothing about the engine.
   */
  abstract fault(): Promise<string | undefined>;
}
