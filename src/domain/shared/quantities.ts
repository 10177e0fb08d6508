/** Numbers of the document by what they can be; their tags become bounds of its published schema. */

/**
 * How many, or how many bytes.
 *
 * @asType integer
 * @minimum 0
 */
export type Count = number;

/**
 * A part of a whole.
 *
 * @minimum 0
 * @maximum 1
 */
export type Share = number;

/**
 * Shannon entropy, bits per byte.
 *
 * @minimum 0
 * @maximum 8
 */
export type Entropy = number;

/**
 * How much speaks for harm.
 *
 * @minimum 0
 * @maximum 10
 */
export type RiskScore = number;

export const KB = 1024;
export const MB = KB * KB;

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const HOUR_SECONDS = HOUR_MS / SECOND_MS;
export const DAY_SECONDS = DAY_MS / SECOND_MS;
