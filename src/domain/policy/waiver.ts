import type { Sha256 } from '#domain/shared/sha256';

/** A violation that is put up with, for a reason, for a time. */
export interface Waiver {
  /** Of the violations; `import.*` is all that begin so. Absent: all of the file. */
  readonly rule?: string;
  /** Of the file; absent: every file. */
  readonly sha256?: Sha256;
  readonly reason: string;
  /** The last day on which it counts, as `2027-03-31`, in UTC. */
  readonly expires: string;
}

/** @param today as `2027-03-31` */
export function isExpired({ expires }: Waiver, today: string): boolean {
  return expires < today;
}

export function covers(waiver: Waiver, rule: string, sha256: Sha256): boolean {
  if (waiver.sha256 !== undefined && waiver.sha256 !== sha256) return false;
  if (waiver.rule === undefined) return true;
  return waiver.rule.endsWith('*') ? rule.startsWith(waiver.rule.slice(0, -1)) : waiver.rule === rule;
}
