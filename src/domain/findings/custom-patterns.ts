import type { CustomPatternMatch } from '#domain/document/security-findings';
import { SEVERITIES } from '#domain/document/security-findings';
import type { AnalysisOptions } from '#domain/jobs/analysis-options';
import { wantsFindings } from '#domain/jobs/analysis-options';
import type { CustomPatternRequest } from '#domain/jobs/custom-pattern-request';
import type { CompiledPattern, PatternEngine } from '#domain/patterns/pattern-engine';
import { unsupportedConstruct } from '#domain/patterns/unsupported-construct';
import type { FieldFault } from '#domain/shared/domain-error';
import { DomainError } from '#domain/shared/domain-error';
import { tameLines } from '#domain/shared/hostile-text';
import type { SubjectString } from './rule-subject';

export interface CustomPattern extends CustomPatternRequest {
  readonly compiled: CompiledPattern;
}

export const CUSTOM_PATTERN_LIMITS = { patterns: 20, pattern: 200, name: 100 } as const;
const MOST_MATCHES = 10;
const CONTENT_LIMIT = 200;
/** Steps for one pattern: characters times the size of its program. About a second at the very worst. */
const MOST_STEPS = 1_000_000_000;
/** `(x{1000}){1000}` is short to write and long to run. */
const MOST_SIZE = 5000;

/** @throws DomainError `INVALID_OPTION` naming every pattern that cannot be used, and why. */
export function compileCustomPatterns(
  requests: readonly CustomPatternRequest[],
  engine: PatternEngine,
): readonly CustomPattern[] {
  const faults: FieldFault[] = [];
  if (requests.length > CUSTOM_PATTERN_LIMITS.patterns) {
    faults.push({ field: 'custom_patterns', message: `must be ${CUSTOM_PATTERN_LIMITS.patterns} at most` });
  }
  const compiled = requests.slice(0, CUSTOM_PATTERN_LIMITS.patterns).flatMap((request, index) => {
    const result = compiledOrFaults(request, `custom_patterns[${index}]`, engine);
    if (!Array.isArray(result)) return [{ ...request, compiled: result }];
    faults.push(...result);
    return [];
  });
  if (faults.length === 0) return compiled;
  throw new DomainError('INVALID_OPTION', 'A custom pattern cannot be used.', {
    details: faults,
    remediation: 'Write the patterns in the syntax of RE2, which has no look-around and no back references.',
  });
}

/** @throws DomainError `INVALID_OPTION` where there are patterns and the options leave out the scan that tries them. */
export function refuseIdlePatterns(
  options: Pick<AnalysisOptions, 'customPatterns' | 'enableSecurityScan' | 'focusAreas'>,
): void {
  if (options.customPatterns.length === 0 || wantsFindings(options)) return;
  const [field, remedy] = options.enableSecurityScan
    ? ['focus_areas', 'Add security to focus_areas']
    : ['enable_security_scan', 'Set enable_security_scan to true'];
  throw new DomainError('INVALID_OPTION', 'The custom patterns would not be tried: the security scan does that.', {
    details: [{ field, message: 'leaves out the security scan, and with it custom_patterns' }],
    remediation: `${remedy}, or send no custom_patterns.`,
  });
}

function compiledOrFaults(
  { name, pattern, severity }: CustomPatternRequest,
  place: string,
  engine: PatternEngine,
): CompiledPattern | FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (field: string, message: string): number => faults.push({ field: `${place}.${field}`, message });
  const { name: longestName, pattern: longest } = CUSTOM_PATTERN_LIMITS;
  if (name.trim() === '' || name.length > longestName) fault('name', `must have 1 to ${longestName} characters`);
  if (!SEVERITIES.includes(severity)) fault('severity', `must be one of ${SEVERITIES.join(', ')}`);
  if (pattern === '' || pattern.length > longest) {
    fault('pattern', `must have 1 to ${longest} characters`);
    return faults;
  }
  const construct = unsupportedConstruct(pattern);
  const compilation = construct === undefined ? engine.compile(pattern) : { fault: `${construct} is not supported` };
  if ('fault' in compilation) fault('pattern', compilation.fault);
  else if (compilation.pattern.size > MOST_SIZE) fault('pattern', 'repeats too much: it would be too slow');
  else if (compilation.pattern.test('')) fault('pattern', 'matches the empty text, and so everything');
  else if (faults.length === 0) return compilation.pattern;
  return faults;
}

/** Where each pattern matches among the strings; linear in their text. */
export function matchCustomPatterns(
  strings: readonly SubjectString[],
  patterns: readonly CustomPattern[],
): readonly CustomPatternMatch[] {
  return patterns.map((pattern) => matchOne(strings, pattern));
}

function matchOne(
  strings: readonly SubjectString[],
  { name, pattern, severity, compiled }: CustomPattern,
): CustomPatternMatch {
  const matches: CustomPatternMatch['matches'][number][] = [];
  let left = MOST_STEPS;
  let total = 0;
  let complete = true;
  for (const { content, address, offset } of strings) {
    left -= (content.length + 1) * compiled.size;
    if (left < 0) {
      complete = false;
      break;
    }
    if (!compiled.test(content)) continue;
    total += 1;
    if (matches.length >= MOST_MATCHES) continue;
    matches.push({ content: tameLines(content, CONTENT_LIMIT), address, ...(offset !== undefined && { offset }) });
  }
  return { name, pattern, severity, total, matches, complete };
}
