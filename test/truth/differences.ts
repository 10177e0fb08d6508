const MOST = 1000;
const MOST_CHARACTERS = 80;

/** Where two values of JSON are not the same, and what is there, as `functions.3.name: "main" | "entry0"`; so many at most. */
export function differencesOf(one: unknown, other: unknown): readonly string[] {
  const found: string[] = [];
  collect(one, other, '', found);
  return found;
}

function collect(one: unknown, other: unknown, place: string, found: string[]): void {
  if (Object.is(one, other) || found.length >= MOST) return;
  if (!isBranch(one) || !isBranch(other) || Array.isArray(one) !== Array.isArray(other)) {
    found.push(`${place}: ${shown(one)} | ${shown(other)}`);
    return;
  }
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    collect(one[key], other[key], place === '' ? key : `${place}.${key}`, found);
  }
}

function isBranch(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  return (value === undefined ? 'nothing' : JSON.stringify(value)).slice(0, MOST_CHARACTERS);
}
