import type { RefusalCode } from '#domain/shared/domain-error';
import { REFUSAL_CODES } from '#domain/shared/domain-error';

/** Why a part of an archive was not taken in, where no refusal of a single file says it. */
export const ARCHIVE_REFUSAL_CODES = [
  'ARCHIVE_DAMAGED',
  'ARCHIVE_TOO_LARGE',
  'NESTED_ARCHIVE',
  'NOT_A_FILE',
  'NOT_TAKEN',
  'PASSWORD_NEEDED',
  'PASSWORD_WRONG',
  'UNSUPPORTED_ARCHIVE',
] as const;

export const ENTRY_REFUSAL_CODES = [...REFUSAL_CODES, ...ARCHIVE_REFUSAL_CODES] as const;
export type EntryRefusalCode = RefusalCode | (typeof ARCHIVE_REFUSAL_CODES)[number];

/** Why an entry was not taken in, and what its sender can do about it. Of our own words only. */
export interface EntryRefusal {
  readonly code: EntryRefusalCode;
  readonly message: string;
  readonly advice: string;
}

/** A part of an archive, or with `endsArchive` all that is left of it, cannot be taken in. */
export class EntryRefused extends Error {
  override readonly name = 'EntryRefused';

  constructor(
    readonly refusal: EntryRefusal,
    readonly endsArchive: boolean,
    cause?: unknown,
  ) {
    super(refusal.message, cause === undefined ? undefined : { cause });
  }
}
