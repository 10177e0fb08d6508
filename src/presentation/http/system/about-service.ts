import type { BuildInfo } from '#config/build-info';

/** What does not change while this process runs. */
export abstract class AboutService {
  abstract readonly build: BuildInfo;
  /** Epoch milliseconds. */
  abstract readonly startedAt: number;
}
