import type { JSX } from 'preact';
import { useEffect, useReducer } from 'preact/hooks';

import { useStore } from '../parts/store';
import { connection } from '../service/connection';

/** Says why nothing comes, and when it is asked again. Says it to a screen reader once, not each second. */
export function Banner(): JSX.Element {
  const now = useStore(connection);
  const [, draw] = useReducer<number, undefined>((times) => times + 1, 0);
  useEffect(() => {
    if (now.kind === 'up') return undefined;
    const timer = setInterval(() => draw(undefined), 500);
    return () => clearInterval(timer);
  }, [now.kind]);
  return (
    <div role="status">
      {now.kind !== 'up' && (
        <p class={`banner ${now.kind}`}>
          {now.text} <span aria-hidden="true">{inSeconds(now.until - Date.now())}</span>
        </p>
      )}
    </div>
  );
}

function inSeconds(milliseconds: number): string {
  return milliseconds > 0 ? `Again in ${Math.ceil(milliseconds / 1000)} s.` : 'Asking …';
}
