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
