import type { Compilation } from '#domain/patterns/pattern-engine';
import { PatternEngine } from '#domain/patterns/pattern-engine';
import { wrongQuery } from '#domain/report/search-query';
import { SECOND_MS } from '#domain/shared/quantities';

/** All tries of the patterns of one question together. */
const LONGEST_MS = 5 * SECOND_MS;

/** Patterns that are tried no longer than one question may take the thread: linear time is long where a pattern is large and text is much. */
export class TimedPatterns extends PatternEngine {
  private until = Infinity;

  /** @param now in milliseconds */
  constructor(
    private readonly patterns: PatternEngine,
    private readonly now = (): number => performance.now(),
  ) {
    super();
  }

  /** With each question its time begins anew. */
  begin(): void {
    this.until = this.now() + LONGEST_MS;
  }

  /** Its `test` @throws DomainError `INVALID_OPTION` once the time is over. */
  override compile(source: string): Compilation {
    const compilation = this.patterns.compile(source);
    if ('fault' in compilation) return compilation;
    const { pattern } = compilation;
    const test = (text: string): boolean => {
      if (this.now() > this.until) throw wrongQuery('has an expression that takes too long on this result');
      return pattern.test(text);
    };
    return { pattern: { source, size: pattern.size, test } };
  }
}
