/** A group of llvm-readobj's output: `Section { … }` or `Characteristics [ (0x8140) … ]`. */
export interface Group {
  readonly name: string;
  /** `Key: value`, the last one where a key comes twice. */
  readonly values: ReadonlyMap<string, string>;
  /** All of them. */
  readonly repeated: ReadonlyMap<string, readonly string[]>;
  readonly groups: readonly Group[];
  /** Lines that are neither: the members of a list. */
  readonly lines: readonly string[];
}

interface Growing extends Group {
  readonly values: Map<string, string>;
  readonly repeated: Map<string, string[]>;
  readonly groups: Growing[];
  readonly lines: string[];
}

const OPENING = /^(.*?)\s*[{[](?: \(0x[0-9A-F]+\))?$/;
const VALUE = /^([A-Za-z][^:{[]*): ?(.*)$/;

/** Reads what llvm-readobj prints in its own style. */
export function readobjTree(text: string): Group {
  const root = growing('');
  const open = [root];
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const current = open.at(-1) ?? root;
    if (line === '') continue;
    if (line === '}' || line === ']') {
      if (open.length > 1) open.pop();
      continue;
    }
    const opened = OPENING.exec(line)?.[1];
    const [, key, value] = opened === undefined ? (VALUE.exec(line) ?? []) : [];
    if (opened !== undefined) {
      const group = growing(opened.replace(/:$/, ''));
      current.groups.push(group);
      open.push(group);
    } else if (key !== undefined && value !== undefined) note(current, key, value);
    else current.lines.push(line);
  }
  return root;
}

function note({ values, repeated }: Growing, key: string, value: string): void {
  values.set(key, value);
  const all = repeated.get(key);
  if (all === undefined) repeated.set(key, [value]);
  else all.push(value);
}

function growing(name: string): Growing {
  return { name, values: new Map(), repeated: new Map(), groups: [], lines: [] };
}

/** All groups of this name, wherever they are. */
export function groupsNamed(root: Group, name: string): readonly Group[] {
  return root.groups.flatMap((group) => [...(group.name === name ? [group] : []), ...groupsNamed(group, name)]);
}

/** `Name: .text (2E 74 …)` and `Symbol: Sleep (12)`: what stands before the bracket. */
export function nameOf(group: Group, key = 'Name'): string {
  return (group.values.get(key) ?? '').replace(/ \([^()]*\)$/, '');
}

/** `0x1000`, `4096`, or `Machine (0x14C)`. */
export function numberOf(group: Group | undefined, key: string): bigint {
  const text = group?.values.get(key) ?? '0';
  return BigInt(/\((0x[0-9A-Fa-f]+)\)$/.exec(text)?.[1] ?? text);
}
