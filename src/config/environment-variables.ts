import { readFileSync } from 'node:fs';

import { AppConfig } from './app-config';
import { noSuchSetting } from './other-names';
import { isSecret } from './secrets';
import type { SettingsTree } from './settings-tree';
import { camelKey, isTable } from './settings-tree';

const PREFIX = 'BIN2NLP_';
const FEATURE_PREFIX = 'BIN2NLP_FEATURE_';
/**
 * Variables with our prefix that are no settings: the file to read, the build's version, the key of
 * `npm run mcp`, the set-up script's own.
 */
const NOT_SETTINGS = new Set([
  'BIN2NLP_CONFIG_PATH',
  'BIN2NLP_VERSION',
  'BIN2NLP_MCP_KEY',
  'BIN2NLP_PREFIX',
  'BIN2NLP_DEBIAN_MIRROR',
]);

/** `BIN2NLP_AUTH__API_KEY_SALT_FILE` names the file that has the secret. */
const FILE_SUFFIX = '_FILE';
/** None is entered then; of all others, nothing is a fault. */
const MAY_BE_EMPTY = 'BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY_FILE';
/** What Kubernetes tells every pod of a Service: `BIN2NLP_API_SERVICE_HOST` and more of that name. */
const SERVICE_HOST = '_SERVICE_HOST';
const OF_SERVICE = /^_(?:SERVICE_(?:HOST|PORT(?:_\w+)?)|PORT(?:_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?)$/;

type Variables = Readonly<Record<string, string | undefined>>;

interface EnvironmentReading {
  readonly tree: SettingsTree;
  readonly faults: readonly string[];
}

/** Each source over the one before it, whether it gives a secret itself or names its file. */
export function overlaid(sources: readonly Variables[]): Variables {
  const all = new Map<string, string | undefined>();
  for (const source of sources) {
    for (const name of Object.keys(source)) all.delete(otherFormOf(name));
    for (const [name, text] of Object.entries(source)) all.set(name, text);
  }
  return Object.fromEntries(all);
}

function otherFormOf(name: string): string {
  return name.endsWith(FILE_SUFFIX) ? name.slice(0, -FILE_SUFFIX.length) : `${name}${FILE_SUFFIX}`;
}

/** `BIN2NLP_SERVER__PORT=8080` -> `{ server: { port: 8080 } }`; the type is that of the setting's default. */
export function readEnvironment(variables: Variables): EnvironmentReading {
  const tree: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [name, text] of settingsOf(variables, faults)) {
    const path = pathOf(name);
    const known = defaultOf(path);
    if (known === undefined || isTable(known)) {
      faults.push(`${name}: ${noSuchSetting(name)}`);
      continue;
    }
    const value = convert(text, known);
    if (value === undefined) faults.push(`${name}: must be ${expected(known)}, got ${JSON.stringify(text)}`);
    else set(tree, path, value);
  }
  return { tree, faults };
}

/** Those with our prefix, each secret that is in a file under the name of its setting. */
function settingsOf(variables: Variables, faults: string[]): [name: string, text: string][] {
  const services = Object.keys(variables)
    .filter((name) => name.startsWith(PREFIX) && name.endsWith(SERVICE_HOST))
    .map((name) => name.slice(0, -SERVICE_HOST.length));
  const isOfService = (name: string): boolean =>
    services.some((service) => name.startsWith(service) && OF_SERVICE.test(name.slice(service.length)));
  return Object.entries(variables).flatMap(([name, text]): [string, string][] => {
    if (!name.startsWith(PREFIX) || NOT_SETTINGS.has(name) || text === undefined || isOfService(name)) return [];
    const setting = secretInFile(name);
    if (setting === undefined) return [[name, text]];
    if (variables[setting] !== undefined) {
      faults.push(`${name}: ${setting} is set too; leave one of them out`);
      return [];
    }
    const secret = readSecret(name, text, faults);
    return secret === undefined ? [] : [[setting, secret]];
  });
}

/** The variable of the secret whose file this one names. */
function secretInFile(name: string): string | undefined {
  if (!name.endsWith(FILE_SUFFIX)) return undefined;
  const setting = name.slice(0, -FILE_SUFFIX.length);
  return isSecret(pathOf(setting)) && defaultOf(pathOf(setting)) !== undefined ? setting : undefined;
}

/** Without the end of its line, which editors and `echo` write. */
function readSecret(name: string, file: string, faults: string[]): string | undefined {
  try {
    const secret = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    if (secret === '' && name !== MAY_BE_EMPTY)
      faults.push(`${name}: ${file} is empty; leave the variable out where there is none`);
    return secret;
  } catch (error) {
    faults.push(`${name}: ${(error as Error).message}`);
    return undefined;
  }
}

function defaultOf(path: readonly string[]): unknown {
  const defaults: unknown = new AppConfig();
  return path.reduce((node, key) => (isTable(node) ? node[key] : undefined), defaults);
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
