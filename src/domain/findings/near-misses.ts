import type { NearMiss, Severity } from '#domain/document/security-findings';
import { SEVERITIES } from '#domain/document/security-findings';
import type { Scope } from './evaluate-condition';
import { holds } from './evaluate-condition';
import type { Condition, Feature, Rule, RuleSet } from './rule';

const MOST = 10;
const FEWEST_HELD = 2;
const NAMES_SHOWN = 4;
const LEAST: Severity = 'medium';

/** Rules that would hold with one part more, of those that ask for three and more. */
export function nearMisses({ rules, features }: RuleSet, found: ReadonlySet<string>, file: Scope): readonly NearMiss[] {
  const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);
  return rules
    .filter(({ id, severity }) => rank(severity) >= rank(LEAST) && !found.has(id))
    .flatMap((rule) => missOf(rule, features, file) ?? [])
    .sort((a, b) => rank(b.severity) - rank(a.severity))
    .slice(0, MOST);
}

function missOf({ id, title, severity, when }: Rule, features: readonly Feature[], file: Scope): NearMiss | undefined {
  if (when.op !== 'at_least' || when.join === 'any') return undefined;
  const telling = when.parts.filter((part) => isTelling(part, features));
  const missing = telling.filter((part) => !holds(part, file));
  const short = when.count - when.parts.filter((part) => holds(part, file)).length;
  const [first] = missing;
  if (first === undefined || short !== 1 || telling.length - missing.length < FEWEST_HELD) return undefined;
  const asked = when.join === 'all' ? [first] : missing;
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
      return listOf(condition.parts.map((part) => describe(part, features)));
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
      return feature.number;
    case 'hardening':
      return `${feature.field}: ${String(feature.is)}`;
    case 'indicator':
      return listOf(feature.indicators);
    case 'fact':
    case 'flag':
    case 'section':
      return feature.kind;
  }
}

function listOf(words: readonly string[]): string {
  const shown = words.slice(0, NAMES_SHOWN).join(' or ');
  return words.length > NAMES_SHOWN ? `${shown} …` : shown;
}
