import { DAY_SECONDS, MINUTE_MS } from '#domain/shared/quantities';

/** Of entries that name jobs. No job is kept longer, but for those that wait for ever. */
export const KEEP_ENTRIES_SECONDS = 30 * DAY_SECONDS;

/**
 * An entry is written before its record: one without a record is left alone, and counts, until the record cannot be coming any more.
 */
export const RECORD_GRACE_MS = MINUTE_MS;
