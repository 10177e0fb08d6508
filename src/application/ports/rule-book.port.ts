import type { RuleSet } from '#domain/findings/rule';
import type { PatternEngine } from '#domain/patterns/pattern-engine';

/** The rules that findings come from, checked when the process starts, the same until it ends. */
export abstract class RuleBook {
  abstract readonly rules: RuleSet;
  /** For patterns of a request: time linear in the text, whatever they say. */
  abstract readonly patterns: PatternEngine;
}
