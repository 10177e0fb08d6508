import type { UnpackLimits } from '#domain/batches/unpack-budget';

/** How much comes in one batch, from the configuration. */
export abstract class BatchSettings {
  abstract readonly unpack: UnpackLimits;
  /** Batches that one process takes in at once. */
  abstract readonly atOnce: number;
  /** Batches of one key that are kept. */
  abstract readonly mostPerKey: number;
}
