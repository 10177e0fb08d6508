import type { Evidence } from '#domain/document/security-findings';
import type { Condition, Feature } from './rule';
import type { Tally } from './tally';

/** What one scope says about the features. */
export interface Scope {
  readonly features: readonly Feature[];
  /** Where the answers to a feature are: a function has its own imports and strings, and the file's everything else. */
  tallyOf(feature: number): Tally;
}

export function holds(condition: Condition, scope: Scope): boolean {
  switch (condition.op) {
    case 'feature':
      return featureHolds(condition.feature, scope);
    case 'not':
      return !holds(condition.part, scope);
    case 'act':
      return holds(condition.part, scope);
    case 'at_least': {
      let open = condition.parts.length;
      let missing = condition.count;
      for (const part of condition.parts) {
        if (holds(part, scope)) missing -= 1;
        open -= 1;
        if (missing <= 0) return true;
        if (missing > open) return false;
      }
      return missing <= 0;
    }
  }
}

/** Evidence of each feature that made the condition true, one list per feature; each piece says which branch it answers. */
export function evidenceOf(condition: Condition, scope: Scope, branch = ''): readonly (readonly Evidence[])[] {
  switch (condition.op) {
    case 'feature':
      return featureHolds(condition.feature, scope)
        ? [
            scope
              .tallyOf(condition.feature)
              .evidence(condition.feature)
              .map((piece) => within(piece, branch)),
          ]
        : [];
    case 'not':
      return [];
    case 'act':
      return evidenceOf(condition.part, scope, joined(branch, condition.act.id));
    case 'at_least':
      return condition.parts.flatMap((part, index) =>
        holds(part, scope) ? evidenceOf(part, scope, joined(branch, `${condition.join}[${index}]`)) : [],
      );
  }
}

function within(piece: Evidence, branch: string): Evidence {
  return branch === '' ? piece : { ...piece, branch };
}

function joined(branch: string, part: string): string {
  return branch === '' ? part : `${branch}.${part}`;
}

/** Whether the condition could hold where `has` tells which features there are at all: what it denies is left open. */
export function mightHold(condition: Condition, has: (feature: number) => boolean): boolean {
  switch (condition.op) {
    case 'feature':
      return has(condition.feature);
    case 'not':
      return true;
    case 'act':
      return mightHold(condition.part, has);
    case 'at_least':
      return condition.parts.filter((part) => mightHold(part, has)).length >= condition.count;
  }
}

/** The features that a condition asks about. */
export function featuresIn(condition: Condition): readonly number[] {
  switch (condition.op) {
    case 'feature':
      return [condition.feature];
    case 'not':
    case 'act':
      return featuresIn(condition.part);
    case 'at_least':
      return condition.parts.flatMap(featuresIn);
  }
}

export function featureHolds(place: number, scope: Scope): boolean {
  const feature = scope.features[place];
  const needed = feature !== undefined && 'atLeast' in feature ? feature.atLeast : 1;
  return scope.tallyOf(place).count(place) >= needed;
}
