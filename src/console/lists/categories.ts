/** What imports are for. */
export const CATEGORIES: readonly string[] = [
  'network',
  'file',
  'process',
  'registry',
  'crypto',
  'memory',
  'ui',
  'system',
  'string',
  'other',
];
