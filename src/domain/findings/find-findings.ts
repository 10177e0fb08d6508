import type { Evidence, Finding } from '#domain/document/security-findings';
import { SEVERITIES } from '#domain/document/security-findings';
import { tameLines, tameText } from '#domain/shared/hostile-text';
import type { Scope } from './evaluate-condition';
import { evidenceOf, featuresIn, holds } from './evaluate-condition';
import type { Matches } from './match-features';
import { indexOf, matchFeatures } from './match-features';
import type { Condition, Feature, Rule, RuleSet } from './rule';
import type { RuleSubject } from './rule-subject';
import { Tally } from './tally';

const MOST_EVIDENCE = 10;
const VALUE_LIMIT = 200;
/** Facts such as the format are conditions, not evidence, where there is any other. */
const CIRCUMSTANCE: ReadonlySet<Evidence['kind']> = new Set(['fact', 'flag']);
/** How far an import goes that nothing is known to call. */
const IMPORT_ONLY = 0.8;

/** A finding with what made it. */
export interface RuleHit {
  readonly rule: Pick<Rule, 'id' | 'category' | 'risk' | 'capability' | 'packer'>;
  readonly finding: Finding;
  /** Different pieces of evidence, shown or not; at most some dozens. */
  readonly pieces: number;
}

export interface FindingsReport {
  readonly hits: readonly RuleHit[];
  /** `false` when there was more text in the strings than rules are tried on. */
  readonly complete: boolean;
}

/** Tries all rules on a subject. Never throws; the same subject gives the same answer; time grows with the subject's size. */
export function findFindings(subject: RuleSubject, rules: RuleSet): FindingsReport {
  const matches = matchFeatures(subject, indexOf(rules));
  const file: Scope = { features: rules.features, tallyOf: () => matches.file };
  const inFunctions = matchFunctions(subject, rules, matches);
  const hits = rules.rules.flatMap((rule) => {
    const evidence = rule.scope === 'file' ? fileEvidence(rule.when, file) : inFunctions.get(rule.id);
    return evidence === undefined ? [] : [hitOf(rule, evidence)];
  });
  return { hits: [...hits].sort(bySeverity), complete: matches.complete };
}

function fileEvidence(when: Condition, scope: Scope): readonly Evidence[] | undefined {
  return holds(when, scope) ? interleaved(evidenceOf(when, scope)) : undefined;
}

/** The evidence of each rule of function scope, from the functions in which it holds. */
function matchFunctions(
  subject: RuleSubject,
  rules: RuleSet,
  matches: Matches,
): ReadonlyMap<string, readonly Evidence[]> {
  const found = new Map<string, Evidence[]>();
  const asking = rulesByFeature(rules);
  if (asking.size === 0) return found;
  subject.functions.forEach((each, place) => {
    const own = tallyOf(each, asking, matches, () => matches.apis.place(place));
    const candidates = new Set([...own.features()].flatMap((feature) => asking.get(feature) ?? []));
    if (candidates.size === 0) return;
    const scope: Scope = {
      features: rules.features,
      tallyOf: (feature) => (isOfFunctions(rules.features[feature]) ? own : matches.file),
    };
    for (const { id, when } of candidates) {
      const known = found.get(id) ?? [];
      if (known.length >= MOST_EVIDENCE || !holds(when, scope)) continue;
      found.set(id, [...known, ...interleaved(evidenceOf(when, scope))]);
    }
  });
  return found;
}

/** What a function has of the features that are asked for. */
function tallyOf(
  { name, address, imports = [], strings = [] }: RuleSubject['functions'][number],
  asking: ReadonlyMap<number, unknown>,
  matches: Matches,
  place: () => Pick<Evidence, 'function' | 'path'>,
): Tally {
  const own = new Tally();
  const where = { function: name, address };
  for (const value of imports)
    for (const { feature, key } of matches.byImport.get(value) ?? [])
      if (asking.has(feature)) own.add(feature, key, { kind: 'api', value, ...where, ...place() });
  for (const value of strings)
    for (const { feature, key } of matches.byString.get(value) ?? [])
      if (asking.has(feature)) own.add(feature, key, { kind: 'string', value, ...where });
  return own;
}

function rulesByFeature({ rules, features }: RuleSet): ReadonlyMap<number, readonly Rule[]> {
  const asking = new Map<number, Rule[]>();
  for (const rule of rules.filter(({ scope }) => scope === 'function')) {
    for (const feature of featuresIn(rule.when)) {
      if (isOfFunctions(features[feature])) asking.set(feature, [...(asking.get(feature) ?? []), rule]);
    }
  }
  return asking;
}

function isOfFunctions(feature: Feature | undefined): boolean {
  return feature?.kind === 'api' || feature?.kind === 'string' || feature?.kind === 'regex';
}

/** The first of each list, then the second of each, and so on: of every feature something is shown. */
function interleaved(lists: readonly (readonly Evidence[])[]): readonly Evidence[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const mixed: Evidence[] = [];
  for (let at = 0; at < longest; at++) {
    for (const list of lists) {
      const piece = list[at];
      if (piece !== undefined) mixed.push(piece);
    }
  }
  return mixed;
}

function hitOf(rule: Rule, evidence: readonly Evidence[]): RuleHit {
  const essential = evidence.filter(({ kind }) => !CIRCUMSTANCE.has(kind));
  const telling = distinct(essential.length > 0 ? essential : evidence);
  const { id, title, severity, category, description, attack } = rule;
  const shown = telling.slice(0, MOST_EVIDENCE).map(fitForReaders);
  const finding = { id, title, severity, category, description, evidence: shown, attack };
  return { rule, pieces: telling.length, finding: { ...finding, confidence: confidenceOf(rule, telling) } };
}

function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  const seen = new Set<string>();
  return evidence.filter((piece) => {
    const key = JSON.stringify([piece.kind, piece.value, piece.function, piece.address]);
    return !seen.has(key) && seen.add(key);
  });
}

/** An import that no known code calls is weaker evidence than a call. */
function confidenceOf({ confidence }: Rule, evidence: readonly Evidence[]): number {
  const sure = isImportOnly(evidence) ? confidence * IMPORT_ONLY : confidence;
  return Math.round(sure * 100) / 100;
}

export function isImportOnly(evidence: readonly Evidence[]): boolean {
  return evidence.every((piece) => piece.kind === 'api' && piece.function === undefined);
}

function fitForReaders(piece: Evidence): Evidence {
  const named = piece.function === undefined ? {} : { function: tameText(piece.function, VALUE_LIMIT) };
  const path = piece.path === undefined ? {} : { path: piece.path.map((name) => tameText(name, VALUE_LIMIT)) };
  return { ...piece, value: tameLines(piece.value, VALUE_LIMIT), ...named, ...path };
}

/** The most severe first, then the surest; always the same order. */
export function bySeverity(a: RuleHit, b: RuleHit): number {
  const rank = (hit: RuleHit): number => SEVERITIES.indexOf(hit.finding.severity);
  return rank(b) - rank(a) || b.finding.confidence - a.finding.confidence || (a.rule.id < b.rule.id ? -1 : 1);
}
