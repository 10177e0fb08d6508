import type { JSX } from 'preact';

import { wordsOf } from './words';

interface ChoiceProps<Name extends string> {
  readonly label: string;
  readonly names: readonly Name[] | undefined;
  readonly chosen: string | undefined;
  /** Empty: all of them. */
  readonly state: (name: Name | '') => void;
}

/** One of several, or all. */
export function Choice<Name extends string>({ label, names, chosen, state }: ChoiceProps<Name>): JSX.Element | null {
  if (names === undefined) return null;
  return (
    <label>
      {label}{' '}
      <select value={chosen ?? ''} onChange={(event) => state(event.currentTarget.value as Name | '')}>
        <option value="">all</option>
        {names.map((name) => (
          <option value={name}>{wordsOf(name)}</option>
        ))}
      </select>
    </label>
  );
}
