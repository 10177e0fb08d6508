import type { JobId } from '#domain/jobs/analysis-job';
import { eventually } from '#test/support/eventually';
import type { AnalysisBench } from './analysis-bench';
import { REPORT } from './analysis-bench';

interface HeldEngine {
  readonly finish: () => void;
  readonly stopped: () => boolean;
}

/** The bench's engine runs until it is let go, or stopped. */
export function heldEngine({ engine }: AnalysisBench, report = REPORT): HeldEngine {
  let finish = (): void => undefined;
  let stopped = false;
  engine.next = (signal) =>
    new Promise((resolve, reject) => {
      finish = (): void => {
        resolve(report);
      };
      signal.addEventListener('abort', () => {
        stopped = true;
        reject(signal.reason as Error);
      });
    });
  return {
    finish: () => {
      finish();
    },
    stopped: () => stopped,
  };
}

export function untilEngineRuns({ engine }: AnalysisBench): Promise<void> {
  return eventually(() => {
    expect(engine.tasks.length).toBeGreaterThan(0);
  });
}

export async function statusOf({ jobs }: AnalysisBench, id: JobId): Promise<string | undefined> {
  return (await jobs.find(id))?.status;
}
