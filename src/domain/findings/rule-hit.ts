import type { Evidence, Finding, Reach, Severity } from '#domain/document/security-findings';
import { SEVERITIES } from '#domain/document/security-findings';
import { tameLines, tameText } from '#domain/shared/hostile-text';
import type { Rule } from './rule';

const MOST_EVIDENCE = 10;
const VALUE_LIMIT = 200;
/** Facts such as the format are conditions, not evidence, where there is any other. */
const CIRCUMSTANCE: ReadonlySet<Evidence['kind']> = new Set(['fact', 'flag']);
/** How far an import goes that nothing is known to call. */
const IMPORT_ONLY = 0.8;

/** How much of a rule holds. */
export interface Strength {
  readonly reach: Reach;
  /** The share of the rule's weight that counts. */
  readonly share: number;
  /** Of the rule's confidence. */
  readonly certainty: number;
  readonly mostSevere: Severity;
  /** Why the share is less than all, as it follows the title. */
  readonly because: readonly string[];
}

/** A finding with what made it. */
export interface RuleHit {
  readonly rule: Pick<Rule, 'id' | 'category' | 'risk' | 'capability' | 'packer'> & Partial<Pick<Rule, 'scope'>>;
  readonly finding: Finding;
  /** Different pieces of evidence, shown or not; at most some dozens. */
  readonly pieces: number;
  readonly strength: Pick<Strength, 'share' | 'because'>;
}

export const WHOLE: Strength = { reach: 'file', share: 1, certainty: 1, mostSevere: 'critical', because: [] };

export function hitOf(rule: Rule, evidence: readonly Evidence[], strength: Strength): RuleHit {
  const essential = evidence.filter(({ kind }) => !CIRCUMSTANCE.has(kind));
  const telling = distinct(essential.length > 0 ? essential : evidence);
  const { id, title, category, description, attack } = rule;
  const shown = telling.slice(0, MOST_EVIDENCE).map(fitForReaders);
  return {
    rule,
    pieces: telling.length,
    finding: {
      ...{ id, title, severity: lesser(rule.severity, strength.mostSevere), category, description },
      ...{ evidence: shown, attack, confidence: confidenceOf(rule, telling, strength) },
      reach: strength.reach === 'file' && isOfOneFunction(telling) ? 'function' : strength.reach,
    },
    strength,
  };
}

/** The first of each list, then the second of each, and so on: of every feature something is shown. */
export function interleaved(lists: readonly (readonly Evidence[])[]): readonly Evidence[] {
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

export function isImportOnly(evidence: readonly Evidence[]): boolean {
  return evidence.every((piece) => piece.kind === 'api' && piece.function === undefined);
}

/** The most severe first, then the surest; always the same order. */
export function bySeverity(a: RuleHit, b: RuleHit): number {
  const rank = (hit: RuleHit): number => SEVERITIES.indexOf(hit.finding.severity);
  return rank(b) - rank(a) || b.finding.confidence - a.finding.confidence || (a.rule.id < b.rule.id ? -1 : 1);
}

function lesser(one: Severity, other: Severity): Severity {
  return SEVERITIES.indexOf(one) < SEVERITIES.indexOf(other) ? one : other;
}

/** Text that a function uses says nothing of what the function does with it: it joins nothing by itself. */
function isOfOneFunction(evidence: readonly Evidence[]): boolean {
  const [first] = evidence;
  return (
    first?.function !== undefined &&
    evidence.every((piece) => piece.kind !== 'string' && piece.function === first.function)
  );
}

function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  const seen = new Set<string>();
  return evidence.filter((piece) => {
    const key = JSON.stringify([piece.kind, piece.value, piece.function, piece.address]);
    return !seen.has(key) && seen.add(key);
  });
}

/** An import that no known code calls is weaker evidence than a call. */
function confidenceOf({ confidence }: Rule, evidence: readonly Evidence[], { certainty }: Strength): number {
  const sure = confidence * certainty * (isImportOnly(evidence) ? IMPORT_ONLY : 1);
  return Math.round(sure * 100) / 100;
}

function fitForReaders(piece: Evidence): Evidence {
  const named = piece.function === undefined ? {} : { function: tameText(piece.function, VALUE_LIMIT) };
  const path = piece.path === undefined ? {} : { path: piece.path.map((name) => tameText(name, VALUE_LIMIT)) };
  return { ...piece, value: tameLines(piece.value, VALUE_LIMIT), ...named, ...path };
}
