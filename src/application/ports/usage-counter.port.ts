import type { UsageMonth } from '#domain/access/usage-month';

/** Submissions of each key in each calendar month. A month is kept for 40 days after its last change. */
export abstract class UsageCounter {
  /** Counts one more where that stays within the quota; `false`, and nothing counted, otherwise. Atomic. */
  abstract spend(keyId: string, month: UsageMonth, quota: number): Promise<boolean>;

  /** Takes one back; never below nothing. */
  abstract giveBack(keyId: string, month: UsageMonth): Promise<void>;

  /** Of each key, in the order asked. */
  abstract spent(keyIds: readonly string[], month: UsageMonth): Promise<readonly number[]>;
}
