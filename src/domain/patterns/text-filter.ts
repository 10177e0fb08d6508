import { DomainError } from '#domain/shared/domain-error';
import type { Compilation, PatternEngine } from './pattern-engine';
import { unsupportedConstruct } from './unsupported-construct';

/** Which items are wanted by what their text says: `pattern` in the syntax of RE2, `substring` in any case of letters. */
export interface TextFilter {
  readonly kind: 'substring' | 'pattern';
  readonly text: string;
}

export const LONGEST_FILTER = 200;
/** `(x{1000}){1000}` is short to write and long to run. */
const LARGEST_PROGRAM = 2000;

/** Reads `words` as a substring, `/expression/` and `/expression/i` as a pattern. @throws DomainError `INVALID_OPTION`. */
export function parseTextFilter(text: string, patterns: PatternEngine): TextFilter {
  if (text === '' || text.length > LONGEST_FILTER) throw badFilter(`must have 1 to ${LONGEST_FILTER} characters`);
  const expression = /^\/(?<source>.+)\/(?<flag>i?)$/su.exec(text)?.groups;
  if (expression === undefined) return { kind: 'substring', text };
  const source = `${expression['flag'] === 'i' ? '(?i)' : ''}${expression['source'] ?? ''}`;
  const compilation = itemPattern(source, patterns);
  if ('fault' in compilation) throw badFilter(compilation.fault);
  return { kind: 'pattern', text: source };
}

/** A pattern that may be tried on every item, or why it may not. */
export function itemPattern(source: string, patterns: PatternEngine): Compilation {
  const construct = unsupportedConstruct(source);
  if (construct !== undefined) return { fault: `${construct} is not supported` };
  const compilation = patterns.compile(source);
  if ('fault' in compilation || compilation.pattern.size <= LARGEST_PROGRAM) return compilation;
  return { fault: 'is too expensive to try on every item' };
}

function badFilter(message: string): DomainError {
  return new DomainError('INVALID_OPTION', 'The filter cannot be used.', {
    details: [{ field: 'filter', message }],
    remediation:
      'Send a part of the text, or /expression/ in the syntax of RE2, without look-around and back references.',
  });
}

/** Whether a text is one that the filter asks for; the filter has been parsed by the same engine. */
export function answerMatching({ kind, text }: TextFilter, patterns: PatternEngine): (subject: string) => boolean {
  if (kind === 'substring') {
    const part = text.toLowerCase();
    return (subject) => subject.toLowerCase().includes(part);
  }
  const compilation = patterns.compile(text);
  if ('fault' in compilation) throw new Error(`A pattern that was accepted does not compile: ${compilation.fault}`);
  return (subject) => compilation.pattern.test(subject);
}
