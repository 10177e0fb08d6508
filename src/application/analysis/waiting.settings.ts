import type { WaitingLimits } from '#application/ports/job-store.port';

/** How many jobs may wait, from the configuration. */
export abstract class WaitingSettings implements WaitingLimits {
  abstract readonly inAll: number;
  abstract readonly perOwner: number;
}
