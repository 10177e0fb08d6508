import type { JSX } from 'preact';

interface ChoiceProps {
  readonly label: string;
  readonly names: readonly string[] | undefined;
  readonly chosen: string | undefined;
  readonly state: (name: string) => void;
}

/** One of several, or all. */
export function Choice({ label, names, chosen, state }: ChoiceProps): JSX.Element | null {
  if (names === undefined) return null;
  return (
    <label>
      {label}{' '}
      <select value={chosen ?? ''} onChange={(event) => state(event.currentTarget.value)}>
        <option value="">all</option>
        {names.map((name) => (
          <option value={name}>{name.replaceAll('_', ' ')}</option>
        ))}
      </select>
    </label>
  );
}
