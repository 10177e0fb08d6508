import { AppConfig } from './app-config';
import type { SettingsTree } from './settings-tree';
import { camelKey, isTable } from './settings-tree';

const PREFIX = 'BIN2NLP_';
const FEATURE_PREFIX = 'BIN2NLP_FEATURE_';
/** Variables with our prefix that are no settings: the file to read, the build's version, the set-up script's own. */
const NOT_SETTINGS = new Set(['BIN2NLP_CONFIG_PATH', 'BIN2NLP_VERSION', 'BIN2NLP_PREFIX', 'BIN2NLP_DEBIAN_MIRROR']);

interface EnvironmentReading {
  readonly tree: SettingsTree;
  readonly faults: readonly string[];
}

/** `BIN2NLP_SERVER__PORT=8080` -> `{ server: { port: 8080 } }`; the type is that of the setting's default. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): EnvironmentReading {
  const defaults = new AppConfig() as unknown as SettingsTree;
  const tree: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [name, text] of Object.entries(variables)) {
    if (!name.startsWith(PREFIX) || NOT_SETTINGS.has(name) || text === undefined) continue;
    const path = pathOf(name);
    const known = path.reduce<unknown>((node, key) => (isTable(node) ? node[key] : undefined), defaults);
    if (known === undefined || isTable(known)) {
      faults.push(`${name}: there is no such setting`);
      continue;
    }
    const value = convert(text, known);
    if (value === undefined) faults.push(`${name}: must be ${expected(known)}, got ${JSON.stringify(text)}`);
    else set(tree, path, value);
  }
  return { tree, faults };
}

function pathOf(name: string): readonly string[] {
  if (name.startsWith(FEATURE_PREFIX)) return ['features', camelKey(name.slice(FEATURE_PREFIX.length))];
  return name.slice(PREFIX.length).split('__').map(camelKey);
}

function convert(text: string, like: unknown): unknown {
  if (typeof like === 'boolean') {
    if (/^(true|1|yes|on)$/i.test(text)) return true;
    return /^(false|0|no|off)$/i.test(text) ? false : undefined;
  }
  if (typeof like === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  return text;
}

function expected(like: unknown): string {
  return typeof like === 'boolean' ? 'true, 1, yes, on, false, 0, no or off' : 'a number';
}

function set(tree: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const branch = isTable(tree[key]) ? { ...tree[key] } : {};
  set(branch, rest, value);
  tree[key] = branch;
}
