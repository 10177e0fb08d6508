import { Re2jsPatternEngine } from '#infrastructure/rules/re2js-pattern-engine';

/** The real one: what a pattern means is not to be imitated. */
export const PATTERN_ENGINE = new Re2jsPatternEngine();
