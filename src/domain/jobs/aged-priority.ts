const MOST_URGENT = 10;

/** One step more urgent for every `stepMs` of waiting, up to the most urgent. */
export function agedPriority(priority: number, waitedMs: number, stepMs: number): number {
  return Math.min(MOST_URGENT, priority + Math.max(0, Math.floor(waitedMs / stepMs)));
}
