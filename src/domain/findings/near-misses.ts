import type { OptionalSection } from '#domain/document/parts';
import type { NearMiss, Severity } from '#domain/document/security-findings';
import { SEVERITIES } from '#domain/document/security-findings';
import type { Scope } from './evaluate-condition';
import { featuresIn, holds } from './evaluate-condition';
import type { NearSearch } from './match-near';
import type { Condition, Feature, Rule, RuleSet } from './rule';

const MOST = 10;
const FEWEST_HELD = 2;
const NAMES_SHOWN = 4;
const LEAST: Severity = 'medium';
/** What has to be read to answer a feature. */
const AREAS: Partial<Readonly<Record<Feature['kind'], OptionalSection>>> = {
  api: 'imports',
  string: 'strings',
  regex: 'strings',
  indicator: 'strings',
  function: 'functions',
  export: 'exports',
};

/** Where parts are looked for. */
export interface MissScopes {
  readonly file: Scope;
  readonly near: Pick<NearSearch, 'find'>;
  /** Nothing is missing of what nobody read. */
  readonly notAnalysed: readonly OptionalSection[];
}

/**
 * Rules that would hold with one part more, of those that ask for three and more; of scope `near`, where the other parts are near to each
 * other: what is everywhere in a file lacks a part of nearly everything.
 */
export function nearMisses(
  { rules, features }: RuleSet,
  found: ReadonlySet<string>,
  scopes: MissScopes,
): readonly NearMiss[] {
  const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);
  return rules
    .filter(({ id, severity }) => rank(severity) >= rank(LEAST) && !found.has(id))
    .flatMap((rule) => missOf(rule, features, scopes) ?? [])
    .sort((a, b) => rank(b.severity) - rank(a.severity))
    .slice(0, MOST);
}

function missOf(
  { id, title, severity, when, scope }: Rule,
  features: readonly Feature[],
  { file, near, notAnalysed }: MissScopes,
): NearMiss | undefined {
  if (when.op !== 'at_least' || when.join === 'any') return undefined;
  const telling = when.parts.filter((part) => isTelling(part, features));
  const missing = telling.filter((part) => !holds(part, file));
  const short = when.count - when.parts.filter((part) => holds(part, file)).length;
  const [first] = missing;
  if (first === undefined || short !== 1 || telling.length - missing.length < FEWEST_HELD) return undefined;
  const asked = when.join === 'all' ? [first] : missing;
  const areas = asked.flatMap(featuresIn).flatMap((feature) => AREAS[features[feature]?.kind ?? 'fact'] ?? []);
  if (areas.some((area) => notAnalysed.includes(area))) return undefined;
  const held = when.parts.filter((part) => !missing.includes(part));
  if (scope === 'near' && near.find({ ...when, count: when.count - 1, parts: held }) === undefined) return undefined;
  return { id, title, severity, missing: asked.map((part) => describe(part, features)).join(', or ') };
}

/** A format or a flag is a circumstance, and what must not be there no part that could be missing. */
function isTelling(part: Condition, features: readonly Feature[]): boolean {
  if (part.op === 'not') return false;
  const kind = part.op === 'feature' ? features[part.feature]?.kind : undefined;
  return kind !== 'fact' && kind !== 'flag';
}

function describe(condition: Condition, features: readonly Feature[]): string {
  switch (condition.op) {
    case 'act':
      return `something that ${condition.act.words}`;
    case 'not':
      return `not ${describe(condition.part, features)}`;
    case 'at_least':
      return listOf(
        condition.parts.map((part) => describe(part, features)),
        condition.join === 'any' ? 'or' : condition.join === 'all' ? 'and' : 'and/or',
      );
    case 'feature':
      return featureWords(features[condition.feature]);
  }
}

function featureWords(feature: Feature | undefined): string {
  if (feature === undefined) return 'nothing';
  if (feature.kind !== 'section' && 'names' in feature) return `${feature.kind} ${listOf(feature.names)}`;
  switch (feature.kind) {
    case 'string':
      return `string ${listOf(feature.literals.map((literal) => JSON.stringify(literal)))}`;
    case 'regex':
      return `string with ${listOf(feature.needs.map((need) => JSON.stringify(need)))}`;
    case 'number':
      return [feature.number, bound('above', feature.above), bound('below', feature.below)].join('');
    case 'hardening':
      return `${feature.field}: ${String(feature.is)}`;
    case 'indicator':
      return listOf(feature.indicators);
    case 'instructions':
      return 'text that reads like instructions';
    case 'fact':
    case 'flag':
    case 'section':
      return feature.kind;
  }
}

function bound(word: string, value: number | undefined): string {
  return value === undefined ? '' : ` ${word} ${value}`;
}

function listOf(words: readonly string[], join = 'or'): string {
  const shown = words.slice(0, NAMES_SHOWN).join(` ${join} `);
  return words.length > NAMES_SHOWN ? `${shown} …` : shown;
}
