/** How a program that sees a sample is confined, best first. */
export const SANDBOX_TIERS = ['bwrap', 'landlock', 'off'] as const;
export type SandboxTier = (typeof SANDBOX_TIERS)[number];

/** What a document or a worker tells; `none` where no program sees the sample (the fallback). */
export type ReportedSandbox = SandboxTier | 'none';
export const REPORTED_SANDBOXES: readonly ReportedSandbox[] = [...SANDBOX_TIERS, 'none'];
