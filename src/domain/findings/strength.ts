import type { Evidence } from '#domain/document/security-findings';
import type { Scope } from './evaluate-condition';
import { holds } from './evaluate-condition';
import type { NearSearch, Neighbourhood } from './match-near';
import type { Rule } from './rule';
import type { Strength } from './rule-hit';
import { WHOLE } from './rule-hit';
import type { RuleSubject } from './rule-subject';

/** Bytes of code in which what stands together is near to each other, whatever calls what; and so few that they are hardly more than one function. */
const SMALL_CODE = 16_384;
const TINY_CODE = 4096;
/** What no chain of calls from the start is known to reach may be a callback, or nothing that ever runs. */
const UNREACHED = 0.8;
/** What stands beside each other only by what calls both over another: often two of many things that a program does. */
const DISTANT = 0.7;
const DISTANT_STEPS = 2;
const SMALL = 0.75;
const FEW = 0.9;
/** Where nobody knows what functions use. */
const UNKNOWN = 0.35;
const SOFTENED = 0.25;
/** Text that code may use: there is code that could. */
const UNUSED_TEXT = 0.2;

/** Callbacks and tables of text join what no call does, and there is little that they could join. */
const FEW_PARTS: Strength = {
  ...{ reach: 'small', share: FEW, certainty: 0.7, mostSevere: 'medium' },
  because: ['what joins its parts is not known, but there are few parts'],
};

/** Says how much of a rule counts, by how near to each other its parts are and by what uses the text that it found. */
export class Strengths {
  private readonly code: number;

  constructor(
    private readonly subject: RuleSubject,
    private readonly near: NearSearch,
    private readonly file: Scope,
  ) {
    const sections = subject.sections.filter(({ permissions }) => permissions.includes('x'));
    this.code = sections.length === 0 ? Infinity : sections.reduce((sum, { size }) => sum + size, 0);
  }

  ofNear(rule: Rule, { steps, isReached, scope }: Neighbourhood): Strength {
    const isDistant = steps >= DISTANT_STEPS;
    const strength: Strength = {
      ...WHOLE,
      reach: steps === 0 ? 'function' : 'near',
      mostSevere: isDistant ? 'medium' : WHOLE.mostSevere,
      share: (isReached === false ? UNREACHED : 1) * (isDistant ? DISTANT : 1),
      because: [
        ...(isReached === false ? ['no way there from the start is known'] : []),
        ...(isDistant ? [`its parts are ${steps} calls from what joins them`] : []),
      ],
    };
    return softened(rule, strength, scope);
  }

  /** Its parts are in the file, and not near to each other as far as is known; `undefined` where that is nothing to tell. */
  apart(rule: Rule): Strength | undefined {
    if (!this.near.code.isKnown) return softened(rule, this.unknown(rule), this.file);
    const few = this.near.ofFew();
    if (few !== undefined && holds(rule.when, few)) return softened(rule, FEW_PARTS, few);
    return this.subject.isPartlyRead === true ? softened(rule, this.unknown(rule), this.file) : this.farApart(rule);
  }

  /** Of what a rule found by text: as much as code is known to use it. */
  ofText(rule: Rule, evidence: readonly Evidence[], plain: Strength): Strength {
    const { by } = rule;
    const texts = evidence.flatMap(({ kind, value }) => (kind === 'string' ? [value] : []));
    if (by === undefined || texts.length === 0) return softened(rule, plain, this.file);
    // Beyond what is shown: a file may hold any number of texts that nothing uses.
    if (this.near.isUsedBy([...texts, ...this.near.usedTexts(rule.when)], by))
      return softened(rule, { ...plain, reach: 'near' }, this.file);
    const { words } = by.act;
    if (!holds(by, this.file)) {
      const because = [`text alone: nothing in it ${words}`];
      return { reach: 'unused', share: 0, certainty: 0.4, mostSevere: 'info', because };
    }
    if (!this.near.code.isKnown || this.subject.isPartlyRead === true) {
      return softened(rule, this.unknown(rule), this.file);
    }
    const few = this.near.ofFew();
    if (few !== undefined && holds(by, few) && texts.every((text) => this.near.code.usersOf(text).length === 0)) {
      return softened(rule, FEW_PARTS, few);
    }
    const because = [`no code that ${words} is known to use this text`];
    return { reach: 'unused', share: UNUSED_TEXT, certainty: 0.5, mostSevere: 'low', because };
  }

  private farApart({ apart }: Rule): Strength | undefined {
    if (apart === 0) return undefined;
    const because = ['its parts are not known to be used together'];
    return { reach: 'file', share: apart, certainty: 0.5, mostSevere: 'low', because };
  }

  /** What would be untrue of parts that stand apart is a guess at most. */
  private unknown({ scope, apart }: Rule): Strength {
    const because = ['which code uses what is not known'];
    if (this.code <= SMALL_CODE) {
      const share = this.code <= TINY_CODE ? 1 : SMALL;
      return { reach: 'small', share, certainty: 0.8, mostSevere: 'high', because };
    }
    return {
      reach: 'unknown',
      share: UNKNOWN,
      certainty: 0.6,
      mostSevere: scope === 'near' && apart === 0 ? 'low' : 'medium',
      because,
    };
  }
}

function softened({ softenedBy }: Rule, strength: Strength, scope: Scope): Strength {
  if (softenedBy === undefined || !holds(softenedBy, scope)) return strength;
  return {
    ...strength,
    share: strength.share * SOFTENED,
    mostSevere: strength.mostSevere === 'info' ? 'info' : strength.mostSevere === 'low' ? 'low' : 'medium',
    because: [...strength.because, `beside, it ${softenedBy.act.words}`],
  };
}
