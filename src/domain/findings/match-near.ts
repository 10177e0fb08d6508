import { CodeFeatures, NEAR_STEPS } from './code-features';
import type { Scope } from './evaluate-condition';
import { featureHolds, featuresIn, holds, mightHold } from './evaluate-condition';
import { isOfFunctions, scopeOf, tallyFunction } from './function-tally';
import type { Matches } from './match-features';
import type { Condition, RuleSet } from './rule';
import type { RuleSubject } from './rule-subject';
import { Tally } from './tally';

/** Of functions that could have it all so many are looked at closely. */
const MOST_TRIALS = 64;

/** Where all of a condition holds in functions near to each other. */
export interface Neighbourhood {
  readonly steps: number;
  /** Whether a chain of calls leads there from where the program starts; `undefined` where no start is known. */
  readonly isReached: boolean | undefined;
  readonly scope: Scope;
}

/** Looks for functions that have, with what they call within few steps, all that a condition asks for. */
export class NearSearch {
  readonly code: CodeFeatures;
  private readonly asked: ReadonlySet<number>;
  private few: Scope | undefined;

  constructor(
    private readonly subject: RuleSubject,
    private readonly rules: RuleSet,
    private readonly matches: Matches,
  ) {
    this.asked = askedBy(rules);
    this.code = new CodeFeatures(subject, matches, rules.features, this.asked);
  }

  /** The nearest: the fewest steps first, then what the program is known to reach. */
  find(condition: Condition): Neighbourhood | undefined {
    if (!this.code.isKnown || !mightHold(condition, (feature) => this.isInFile(feature))) return undefined;
    for (let steps = 0; steps <= NEAR_STEPS; steps++) {
      for (const place of this.trials(condition, steps)) {
        const scope = this.scopeAround(place, steps);
        if (holds(condition, scope)) return { steps, isReached: this.isReached(place), scope };
      }
    }
    return undefined;
  }

  /** Whether code that uses one of the texts does this, itself or by what it calls. */
  isUsedBy(texts: readonly string[], act: Condition): boolean {
    return texts.some((text) =>
      this.code
        .usersOf(text)
        .some((place) =>
          [0, 1, 2].some(
            (steps) =>
              mightHold(act, (feature) => this.hasFeature(place, steps, feature)) &&
              holds(act, this.scopeAround(place, steps)),
          ),
        ),
    );
  }

  /** Texts that functions use and that answer what a condition asks. */
  usedTexts(condition: Condition): readonly string[] {
    const asked = new Set(featuresIn(condition));
    return this.code
      .usedTexts()
      .filter((text) => this.matches.byString.get(text)?.some(({ feature }) => asked.has(feature)) === true);
  }

  /** All of the program's own code, with text that no code is known to use; `undefined` where there is too much of it to be one purpose. */
  ofFew(): Scope | undefined {
    if (!this.code.areFew) return undefined;
    this.few ??= this.scopeOfFew();
    return this.few;
  }

  private scopeOfFew(): Scope {
    const tally = this.tallyOf(this.code.own());
    for (const [value, hits] of this.matches.byString) {
      if (this.code.usersOf(value).length > 0) continue;
      for (const { feature, key } of hits) tally.add(feature, key, { kind: 'string', value });
    }
    return scopeOf(this.rules.features, tally, this.matches.file);
  }

  private trials(condition: Condition, steps: number): readonly number[] {
    const found: number[] = [];
    for (const place of this.code.candidates(steps)) {
      if (mightHold(condition, (feature) => this.hasFeature(place, steps, feature))) found.push(place);
    }
    const depth = (place: number): number => this.matches.paths.depth(place) ?? Infinity;
    return found.sort((a, b) => (depth(a) === depth(b) ? a - b : depth(a) - depth(b))).slice(0, MOST_TRIALS);
  }

  private hasFeature(place: number, steps: number, feature: number): boolean {
    return isOfFunctions(this.rules.features[feature]) ? this.code.has(place, steps, feature) : this.isInFile(feature);
  }

  private isInFile(feature: number): boolean {
    return featureHolds(feature, { features: this.rules.features, tallyOf: () => this.matches.file });
  }

  private isReached(place: number): boolean | undefined {
    const { paths } = this.matches;
    return paths.areKnown ? paths.depth(place) !== undefined : undefined;
  }

  private scopeAround(place: number, steps: number): Scope {
    return scopeOf(this.rules.features, this.tallyOf(this.code.around(place, steps)), this.matches.file);
  }

  private tallyOf(places: readonly number[]): Tally {
    const tally = new Tally();
    for (const each of places) {
      const member = this.subject.functions[each];
      if (member === undefined) continue;
      tallyFunction(member, (feature) => this.asked.has(feature), this.matches, each, tally);
    }
    return tally;
  }
}

const ASKED = new WeakMap<RuleSet, ReadonlySet<number>>();

/** Features that rules look for in functions: made once, used for every analysis. */
function askedBy(rules: RuleSet): ReadonlySet<number> {
  const known = ASKED.get(rules) ?? new Set(conditionsOf(rules).flatMap(featuresIn));
  ASKED.set(rules, known);
  return known;
}

function conditionsOf({ rules }: RuleSet): readonly Condition[] {
  return rules.flatMap(({ scope, when, by, softenedBy }) => [
    ...(scope === 'near' ? [when] : []),
    ...(by === undefined ? [] : [by]),
    ...(softenedBy === undefined ? [] : [softenedBy]),
  ]);
}
