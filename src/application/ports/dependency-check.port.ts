export const DEPENDENCY_STATUSES = ['healthy', 'degraded', 'unhealthy'] as const;
export type DependencyStatus = (typeof DEPENDENCY_STATUSES)[number];

export interface DependencyReport {
  readonly status: DependencyStatus;
  /** What is wrong, or the version or tier in force. */
  readonly detail?: string;
}

/** Something that the service needs. A check that throws or takes longer than its deadline counts as unhealthy. */
export abstract class DependencyCheck {
  abstract readonly name: string;
  /** Without it nothing can be accepted: the service as a whole is unhealthy. */
  abstract readonly critical: boolean;
  abstract readonly hasFallback: boolean;
  abstract check(signal: AbortSignal): Promise<DependencyReport>;
}
