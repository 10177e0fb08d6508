/** Best first. */
export const SANDBOX_TIERS = ['bwrap', 'landlock', 'off'] as const;
export type SandboxTier = (typeof SANDBOX_TIERS)[number];
