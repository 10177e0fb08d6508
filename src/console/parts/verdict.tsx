import type { JSX } from 'preact';

interface VerdictProps {
  readonly word: string | null | undefined;
  readonly risk: number | null | undefined;
}

/** The verdict in its word and its figure; never by colour alone. */
export function Verdict({ word, risk }: VerdictProps): JSX.Element {
  if (word === null || word === undefined) return <span class="soft">–</span>;
  return (
    <span class={`verdict ${word}`}>
      {word}
      {typeof risk === 'number' && <span class="figure"> {risk}/10</span>}
    </span>
  );
}
