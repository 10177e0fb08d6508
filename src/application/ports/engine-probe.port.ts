import type { ReportedSandbox } from '#domain/document/sandbox-tier';

export interface EngineIdentity {
  readonly radare2Version: string;
  /** Of whose package it comes, and what vouches for it; absent where nobody has noted that. */
  readonly radare2Package?: string;
  /** Program and recipes: a result of another engine version is another result. */
  readonly engineVersion: string;
  /** The sandbox tier in force; the fallback's is `none`. */
  readonly sandbox: ReportedSandbox;
  /** Why what runs now is less than it should be: analyses are answered by the fallback. */
  readonly degraded?: string;
}

/** Says which engine would take a sample apart. */
export abstract class EngineProbe {
  /** What would run now. Probed once, then remembered. @throws DomainError `SERVICE_UNAVAILABLE` when nothing can run. */
  abstract identity(): Promise<EngineIdentity>;
}
