import { useEffect, useState } from 'preact/hooks';

import type { Refusal } from '#client/refusal';
import { refusalOf } from './ask';

export interface Reading<Value> {
  readonly value?: Value;
  readonly refusal?: Refusal;
  /** Asks anew, and shows meanwhile what there is. */
  readonly again: () => void;
}

interface State<Value> {
  readonly key: string;
  readonly value?: Value;
  readonly refusal?: Refusal;
}

/** What is read for a key: anew when the key changes, given up when nobody looks any more. */
export function useReading<Value>(key: string, read: (signal: AbortSignal) => Promise<Value>): Reading<Value> {
  const [state, setState] = useState<State<Value>>({ key });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const gone = new AbortController();
    read(gone.signal).then(
      (value) => {
        if (!gone.signal.aborted) setState({ key, value });
      },
      (thrown: unknown) => {
        if (!gone.signal.aborted) setState({ key, refusal: refusalOf(thrown) });
      },
    );
    return () => gone.abort();
  }, [key, round]);
  const { value, refusal } = state.key === key ? state : ({ key } as State<Value>);
  return {
    ...(value !== undefined && { value }),
    ...(refusal !== undefined && { refusal }),
    again: () => setRound((before) => before + 1),
  };
}
