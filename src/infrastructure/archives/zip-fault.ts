import {
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_ENCRYPTED,
  ERR_ENTRY_DATA_OUT_OF_BOUNDS,
  ERR_INVALID_AUTHENTICATION_CODE,
  ERR_INVALID_CRC32,
  ERR_INVALID_PASSWORD,
  ERR_INVALID_UNCOMPRESSED_SIZE,
  ERR_LOCAL_FILE_HEADER_NOT_FOUND,
  ERR_OVERLAPPING_ENTRY,
  ERR_SPLIT_ZIP_FILE,
  ERR_UNSUPPORTED_COMPRESSION,
  ERR_UNSUPPORTED_ENCRYPTION,
} from '@zip.js/zip.js';

import {
  damagedArchive,
  damagedEntry,
  PASSWORD_NEEDED,
  PASSWORD_WRONG,
  unsupportedArchive,
} from '#domain/batches/archive-refusals';
import type { EntryRefusal } from '#domain/batches/entry-refusal';
import { EntryRefused } from '#domain/batches/entry-refusal';

const REFUSALS: Readonly<Record<string, EntryRefusal>> = {
  [ERR_ENCRYPTED]: PASSWORD_NEEDED,
  [ERR_INVALID_PASSWORD]: PASSWORD_WRONG,
  [ERR_UNSUPPORTED_COMPRESSION]: unsupportedArchive('An entry of this compression'),
  [ERR_UNSUPPORTED_ENCRYPTION]: unsupportedArchive('An entry of this encryption'),
};

const DAMAGES: Readonly<Record<string, string>> = {
  [ERR_AMBIGUOUS_ARCHIVE]: 'its header and the directory disagree about it',
  [ERR_ENTRY_DATA_OUT_OF_BOUNDS]: 'it lies beyond the end of the archive',
  [ERR_INVALID_AUTHENTICATION_CODE]: 'it was altered after it had been encrypted',
  [ERR_INVALID_CRC32]: 'its checksum is wrong',
  [ERR_INVALID_UNCOMPRESSED_SIZE]: 'it is not as large as the directory says',
  [ERR_LOCAL_FILE_HEADER_NOT_FOUND]: 'it is not where the directory says',
  [ERR_OVERLAPPING_ENTRY]: 'it overlaps another entry',
};

/** What zip.js says of one entry. */
export function zipEntryFault(error: unknown): EntryRefused {
  if (error instanceof EntryRefused) return error;
  const message = error instanceof Error ? error.message : '';
  const refusal = REFUSALS[message];
  if (refusal !== undefined) return new EntryRefused(refusal, false, error);
  return damagedEntry(DAMAGES[message] ?? 'it is damaged', error);
}

/** What zip.js says of the archive. */
export function zipFault(error: unknown): EntryRefused {
  if (error instanceof EntryRefused) return error;
  const message = error instanceof Error ? error.message : '';
  if (message === ERR_SPLIT_ZIP_FILE)
    return new EntryRefused(unsupportedArchive('A zip in several parts'), true, error);
  if (message === ERR_AMBIGUOUS_ARCHIVE)
    return damagedArchive('it has several directories, or much behind them', error);
  return damagedArchive('its directory is damaged or was cut off', error);
}
