import type { ImportCategory } from '#domain/document/import-category';
import type { Severity } from '#domain/document/security-findings';
import type { StringType } from '#domain/document/string-types';
import type { FactKind } from './fact';

/** What facts are ordered by: a base for each kind and terms for what makes one more telling than another. */
export const BASE = {
  identity: 2000,
  self_description: 950,
  capability: 990,
  finding: 1000,
  import_use: 300,
  function: 120,
  string: 100,
  export: 90,
  section: 80,
  resource: 70,
  card: 0,
  change: 0,
  similar: 0,
  path: 60,
} as const satisfies Record<FactKind, number>;

/** Added to what has one of the tags that were asked for; nothing is dropped for want of one. */
export const FOCUS = 500;

export const SEVERITY: Readonly<Record<Severity, number>> = {
  info: 0,
  low: 100,
  medium: 200,
  high: 300,
  critical: 400,
};
export const CONFIDENCE = 10;

/** How much an import, or a function that uses it, tells. */
export const SENSITIVITY: Readonly<Record<ImportCategory, number>> = {
  network: 9,
  process: 7,
  registry: 7,
  crypto: 6,
  file: 4,
  system: 2,
  memory: 1,
  ui: 1,
  string: 0,
  other: 0,
};
export const IMPORT = { perSensitivity: 40, perUser: -3, mostUsers: 50, perDistance: -2 } as const;
/** Where no way from the start is known, it counts as this far. */
export const UNREACHED = 20;

export const FUNCTION = {
  perSensitivity: 12,
  perLogComplexity: 40,
  perLogCallers: 4,
  perDistance: -3,
  named: 10,
} as const;

export const STRING_TYPE: Readonly<Record<StringType, number>> = {
  url: 60,
  user_agent: 60,
  ip_address: 60,
  domain: 60,
  email: 50,
  command: 50,
  crypto: 50,
  registry_path: 45,
  guid: 20,
  file_path: 30,
  error_message: 20,
  format: 15,
  long_text: 15,
  readable_text: 5,
  binary_data: -20,
};
/** Secrets, licences, versions: what people look for. */
export const TELLING_WORDS = /passw|secret|token|credential|private.?key|api.?key|licen[cs]e|version|backdoor|debug/i;
export const STRING = { tellingWords: 60, used: 15 } as const;

export const SECTION = { entropyAbove: 7, packed: 300, writableCode: 200 } as const;

/** Of the tokens of a report, what each kind gets while all have something to say. */
export const WEIGHTS: Readonly<Record<FactKind, number>> = {
  identity: 1000,
  self_description: 30,
  capability: 30,
  finding: 60,
  import_use: 20,
  function: 20,
  string: 15,
  export: 3,
  section: 2,
  resource: 2,
  card: 1,
  change: 1,
  similar: 1,
  path: 2,
};

/** What a string is about, in the words of the categories of imports. */
export const STRING_TAGS: Partial<Readonly<Record<StringType, ImportCategory>>> = {
  url: 'network',
  user_agent: 'network',
  email: 'network',
  ip_address: 'network',
  domain: 'network',
  registry_path: 'registry',
  file_path: 'file',
  command: 'process',
  crypto: 'crypto',
};
