import { descriptionOf } from './settings/described';
import type { FeatureSettings } from './settings/features';
import type { SettingsTree } from './settings-tree';
import { isTable } from './settings-tree';

/** Where a value comes from, weakest first. `environment`: a variable, or a line of an `.env` file. */
export const FLAG_SOURCES = ['default', 'file', 'environment'] as const;
export type FlagSource = (typeof FLAG_SOURCES)[number];

export interface FeatureFlag {
  /** As in a configuration file, below `[features]`. */
  readonly name: string;
  /** What sets it in the environment. */
  readonly variable: string;
  readonly enabled: boolean;
  readonly source: FlagSource;
  /** What it switches. */
  readonly description: string;
}

const sources = new WeakMap<FeatureSettings, ReadonlyMap<string, FlagSource>>();

/** Remembers what each tree of settings says of the flags; the later one wins. */
export function noteFlagSources(
  features: FeatureSettings,
  trees: readonly (readonly [FlagSource, SettingsTree])[],
): void {
  const found = trees.flatMap(([source, { features: table }]) =>
    isTable(table) ? Object.keys(table).map((key) => [key, source] as const) : [],
  );
  sources.set(features, new Map(found));
}

/** Every flag. Where nobody loaded them, all are defaults. */
export function featureFlags(features: FeatureSettings): readonly FeatureFlag[] {
  return Object.entries(features as unknown as Readonly<Record<string, boolean>>).map(([key, enabled]) => {
    const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return {
      name,
      variable: `BIN2NLP_FEATURE_${name.toUpperCase()}`,
      enabled,
      source: sources.get(features)?.get(key) ?? 'default',
      description: descriptionOf(features, key) ?? '',
    };
  });
}
