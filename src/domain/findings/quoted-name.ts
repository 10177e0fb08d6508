import { tameText } from '#domain/shared/hostile-text';

const LIMIT = 60;

/** A name of the sample within a sentence of ours: bounded, on one line, in quotes that it cannot close. */
export function quotedName(name: string): string {
  const plain = tameText(name, LIMIT)
    .replace(/["“”`]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
  return `"${plain}${name.length > LIMIT ? '…' : ''}"`;
}

/** `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** `1 function`, `2 functions`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
