import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** Where a user's own service is, and how it knows its user. */
export interface OwnState {
  readonly pid: number;
  /** When the process began, in ticks of the kernel: a number that is used again is not taken for it. */
  readonly began: string;
  readonly url: string;
  readonly key: string;
  /** Of the program that serves. */
  readonly build: string;
}

/** `undefined` where none serves: nothing is written there, or by a process that is gone. */
export function readState(path: string): OwnState | undefined {
  const state = parsed(path);
  return state !== undefined && beginOf(state.pid) === state.began ? state : undefined;
}

/** At once: nobody reads half of it. */
export function writeState(path: string, state: OwnState): void {
  const whole = `${path}.${process.pid}`;
  writeFileSync(whole, JSON.stringify(state), { mode: 0o600 });
  renameSync(whole, path);
}

export function removeState(path: string): void {
  rmSync(path, { force: true });
}

/** What the kernel says of a process that has ended and that nobody has asked about: in containers often nobody ever does. */
const ENDED = ['Z', 'X'];

/** When a process began; `undefined` when there is none, or it has ended. */
export function beginOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in parentheses and may have any character.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ENDED.includes(fields[0] ?? '') ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** Which program this is: another build does not use what an older one has started. */
export function buildOf(program: string): string {
  return `${program} ${statSync(program).mtimeMs}`;
}

function parsed(path: string): OwnState | undefined {
  try {
    const { pid, began, url, key, build } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Record<string, unknown>>;
    if (typeof pid !== 'number' || typeof began !== 'string' || typeof url !== 'string') return undefined;
    return typeof key === 'string' && typeof build === 'string' ? { pid, began, url, key, build } : undefined;
  } catch {
    return undefined;
  }
}
