export const IMPORT_CATEGORIES = [
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
] as const;
export type ImportCategory = (typeof IMPORT_CATEGORIES)[number];
