import { KB } from '#domain/shared/quantities';

/** How much of a file's start is kept at hand: what a header is read from, and what a store shows of a sample. */
export const HEAD_BYTES = 64 * KB;
