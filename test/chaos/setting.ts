/** What happens to the service, again and again, while jobs are submitted and run. */
export const ROUNDS = ['api', 'worker', 'redis', 'restart', 'pause', 'clock', 'full-disk', 'read-only-disk'] as const;
export type Round = (typeof ROUNDS)[number];

export const CHOICES = {
  tier: ['auto', 'bwrap', 'landlock'],
  store: ['directory', 'bucket'],
  roles: ['split', 'single'],
} as const;

/** How the service is set up. */
export type Setting = { readonly [Name in keyof typeof CHOICES]: (typeof CHOICES)[Name][number] };
