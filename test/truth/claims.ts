import { HARDENING_FIELDS } from '#domain/document/hardening';

/** What a file is; the last three are what its publisher says, where that is known. */
const IDENTITY = [
  'architecture',
  'bits',
  'endianness',
  'kind',
  'static',
  'stripped',
  'os',
  'language',
  'compiler',
] as const;
/** What is compared; the hardening flags of each format are checks of their own. */
export const CHECKS = [
  ...IDENTITY,
  ...(['sections', 'imports', 'exports', 'libraries', 'entry_point'] as const),
  ...HARDENING_FIELDS,
] as const;
export type Check = (typeof CHECKS)[number];

/**
 * What one tool says of one file, as lines that are alike where two tools mean the same: `.text 0x401000 0x1a3` for a section,
 * `kernel32.dll!Sleep` for an import. A check that is absent is one that the tool has no word on; an empty list says that there
 * is nothing.
 */
export type Claims = Readonly<Partial<Record<Check, readonly string[]>>>;

export function hex(value: bigint | number | string): string {
  return `0x${BigInt(value).toString(16)}`;
}
