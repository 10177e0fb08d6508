import type { Check, Claims } from './claims';
import { CHECKS } from './claims';
import type { Testimony } from './witnesses';

/** Where we and a tool do not say the same. */
export interface Difference {
  readonly check: Check;
  readonly tool: Testimony['tool'];
  /** Lines that it has and we have not. */
  readonly missing: readonly string[];
  /** Lines that we have and it has not. */
  readonly extra: readonly string[];
}

export interface Comparison {
  /** One for each check that both sides have a word on. */
  readonly compared: readonly { readonly check: Check; readonly tool: Testimony['tool'] }[];
  readonly differences: readonly Difference[];
}

/** Order does not matter; how often a line is there does. */
export function compare(ours: Claims, testimonies: readonly Testimony[]): Comparison {
  const compared: { check: Check; tool: Testimony['tool'] }[] = [];
  const differences: Difference[] = [];
  for (const { tool, claims } of testimonies) {
    for (const check of CHECKS) {
      const [own, theirs] = [ours[check], claims[check]];
      if (own === undefined || theirs === undefined) continue;
      compared.push({ check, tool });
      const [missing, extra] = [without(theirs, own), without(own, theirs)];
      if (missing.length + extra.length > 0) differences.push({ check, tool, missing, extra });
    }
  }
  return { compared, differences };
}

function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const left = counts.get(line) ?? 0;
    counts.set(line, left - 1);
    return left <= 0;
  });
}
