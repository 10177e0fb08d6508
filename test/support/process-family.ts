import { readdirSync, readFileSync } from 'node:fs';

/** Names a process for good: its id, and when it started. */
export type ProcessName = `${number}.${string}`;

interface ProcessState {
  readonly name: ProcessName;
  readonly parent: number;
  /** Only waits for its parent to take note of its end. */
  readonly hasEnded: boolean;
}

/** The process and all that it has started, directly or not, and that has not ended. */
export function familyOf(pid: number): readonly ProcessName[] {
  const all = new Map(processIds().flatMap((id) => entryOf(id)));
  const belongs = (id: number): boolean => {
    for (let next: number | undefined = id; next !== undefined; next = all.get(next)?.parent) {
      if (next === pid) return true;
    }
    return false;
  };
  return [...all].filter(([id]) => belongs(id)).map(([, { name }]) => name);
}

export function isRunning(name: ProcessName): boolean {
  const state = stateOf(Number.parseInt(name, 10));
  return state?.name === name && !state.hasEnded;
}

function processIds(): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
}

function entryOf(pid: number): readonly [number, ProcessState][] {
  const state = stateOf(pid);
  return state === undefined || state.hasEnded ? [] : [[pid, state]];
}

/** `undefined` when it has ended. Fields are counted after the command's closing parenthesis: it may contain anything. */
function stateOf(pid: number): ProcessState | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { name: `${pid}.${fields[19] ?? ''}`, parent: Number(fields[1]), hasEnded: fields[0] === 'Z' };
  } catch {
    return undefined;
  }
}
