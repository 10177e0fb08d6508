import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Refusal } from '#client/refusal';
import { Problem } from '../parts/problem';
import { countText } from '../parts/words';
import { refusalOf } from '../service/ask';
import type { Fact, FactPage } from '../service/shapes';

interface MoreFactsProps {
  /** Names what `read` asks for. */
  readonly question: string;
  readonly empty: ComponentChildren;
  readonly read: (cursor: string | undefined, signal: AbortSignal) => Promise<FactPage>;
  readonly show: (facts: readonly Fact[]) => JSX.Element;
  readonly onRefusal?: (refusal: Refusal | undefined) => void;
}

interface State {
  readonly facts: readonly Fact[];
  readonly shown: FactPage['shown'];
  readonly notes: readonly string[];
  readonly next: string | null;
}

/** Facts page after page, as many as are asked for. */
export function MoreFacts({ question, empty, read, show, onRefusal }: MoreFactsProps): JSX.Element {
  const [state, setState] = useState<State>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [cursor, setCursor] = useState<string>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    const gone = new AbortController();
    const told = (refused?: Refusal): void => {
      setRefusal(refused);
      onRefusal?.(refused);
    };
    read(cursor, gone.signal).then(
      ({ facts, shown, left_out: notes, next }) => {
        if (gone.signal.aborted) return;
        told();
        setState((before) => ({
          facts: [...(cursor === undefined ? [] : whole(before?.facts ?? [])), ...facts],
          shown,
          notes,
          next,
        }));
      },
      (thrown: unknown) => {
        if (!gone.signal.aborted) told(refusalOf(thrown));
      },
    );
    return () => gone.abort();
  }, [question, cursor, round]);
  const problem = refusal !== undefined && onRefusal === undefined && (
    <Problem refusal={refusal} again={() => setRound(round + 1)} />
  );
  if (state === undefined) return refusal === undefined ? <p class="soft">Reading …</p> : <>{problem}</>;
  const { facts, shown, notes, next } = state;
  const total = Object.values(shown).reduce((sum, [, all]) => sum + all, 0);
  return (
    <>
      <p class="soft small" role="status">
        {`${countText(facts.length)} of ${countText(Math.max(total, facts.length))}`}
      </p>
      {facts.length === 0 && <p class="empty">{empty}</p>}
      {show(facts)}
      {problem}
      {next !== null && <button onClick={() => setCursor(next)}>Show more</button>}
      {notes.map((note) => (
        <p class="soft small">{note}</p>
      ))}
    </>
  );
}

/** A fact that was cut comes whole on the next page. */
function whole(facts: readonly Fact[]): readonly Fact[] {
  return facts.filter(({ shortened }) => shortened !== true);
}
