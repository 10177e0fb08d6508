import { getEventListeners } from 'node:events';

const DEPENDANTS = 'kDependantSignals';

/** How much what once listened to a signal has left in it: listeners, and what `AbortSignal.any` notes down for each of its results. */
export function tracesIn(signal: AbortSignal): number {
  const symbol = Object.getOwnPropertySymbols(signal).find(({ description }) => description === DEPENDANTS);
  const dependants = symbol && (signal as unknown as Record<symbol, ReadonlySet<unknown> | undefined>)[symbol];
  return getEventListeners(signal, 'abort').length + (dependants?.size ?? 0);
}
