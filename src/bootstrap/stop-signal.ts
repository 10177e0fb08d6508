import { endProcess } from './end-process';

/** What a process is to a signal. */
export interface SignalledProcess {
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  exit(status: number): void;
}

/**
 * One Ctrl-C can come twice: the terminal signals every process of the foreground, and npm hands the one that it gets on to its
 * script.
 */
const SAME_PRESS_MS = 500;

/** Aborts at the first SIGTERM or SIGINT; the second ends the process at once. */
export function stopSignal(
  process: SignalledProcess = { on: (name, listener) => globalThis.process.on(name, listener), exit: endProcess },
  now: () => number = () => performance.now(),
): AbortSignal {
  const stop = new AbortController();
  let first = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (!stop.signal.aborted) {
      first = now();
      stop.abort(new Error(`received ${signal}`));
    } else if (now() - first >= SAME_PRESS_MS) {
      process.exit(signal === 'SIGINT' ? 130 : 143);
    }
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  return stop.signal;
}
