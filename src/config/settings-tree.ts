/** Settings by section and key, before they are checked. */
export interface SettingsTree {
  readonly [key: string]: unknown;
}

export function isTable(value: unknown): value is SettingsTree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `max_file_size_mb` -> `maxFileSizeMb`, at every depth. */
export function toCamelCase(table: SettingsTree): SettingsTree {
  return Object.fromEntries(
    Object.entries(table).map(([key, value]) => [camelKey(key), isTable(value) ? toCamelCase(value) : value]),
  );
}

export function camelKey(key: string): string {
  return key.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `over` wins, key by key. */
export function merge(under: SettingsTree, over: SettingsTree): SettingsTree {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const present = merged[key];
    merged[key] = isTable(present) && isTable(value) ? merge(present, value) : value;
  }
  return merged;
}
