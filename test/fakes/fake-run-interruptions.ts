import { RunInterruptions } from '#application/ports/run-interruptions.port';
import type { JobId } from '#domain/jobs/analysis-job';

/** Interruptions in memory; switched off, every one is lost. */
export class FakeRunInterruptions extends RunInterruptions {
  private readonly listeners = new Set<(id: JobId) => void>();
  lost = false;

  async announce(id: JobId): Promise<void> {
    await Promise.resolve();
    if (this.lost) return;
    for (const listener of [...this.listeners]) listener(id);
  }

  async listen(listener: (id: JobId) => void): Promise<() => void> {
    await Promise.resolve();
    const own = (id: JobId): void => {
      listener(id);
    };
    this.listeners.add(own);
    return () => {
      this.listeners.delete(own);
    };
  }
}
