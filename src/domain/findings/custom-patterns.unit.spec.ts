import type { AnalysisOptions } from '#domain/jobs/analysis-options';
import type { CustomPatternRequest } from '#domain/jobs/custom-pattern-request';
import { address } from '#domain/shared/address';
import { DomainError } from '#domain/shared/domain-error';
import { someStrings } from '#test/builders/document';
import { someOptions } from '#test/builders/job';
import { PATTERN_ENGINE } from '#test/support/pattern-engine';
import { compileCustomPatterns, matchCustomPatterns, refuseIdlePatterns } from './custom-patterns';
import { networkIndicators } from './network-indicators';

function request(pattern: string, parts: Partial<CustomPatternRequest> = {}): CustomPatternRequest {
  return { name: 'mine', pattern, severity: 'high', ...parts };
}

function faults(...requests: readonly CustomPatternRequest[]): unknown {
  try {
    compileCustomPatterns(requests, PATTERN_ENGINE);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    expect((error as DomainError).code).toBe('INVALID_OPTION');
    return (error as DomainError).details;
  }
}

describe('custom patterns', () => {
  it('tell where they match, and how often', () => {
    const strings = someStrings(30, 'token');
    const [match] = matchCustomPatterns(strings, compileCustomPatterns([request('^token [12]')], PATTERN_ENGINE));
    expect(match).toMatchObject({ name: 'mine', pattern: '^token [12]', severity: 'high', total: 22, complete: true });
    expect(match?.matches).toHaveLength(10);
    expect(match?.matches[0]).toEqual({ content: 'token 1', address: address(0x40_0010), offset: address(0x10) });
  });

  it.each([
    ['a(?=b)', 'lookahead (?=…) is not supported'],
    ['a(?!b)', 'negative lookahead (?!…) is not supported'],
    ['(?<=a)b', 'lookbehind (?<=…) is not supported'],
    ['(?<!a)b', 'negative lookbehind (?<!…) is not supported'],
    ['(a)\\1', 'back reference is not supported'],
    ['(?P<n>a)\\k<n>', 'back reference is not supported'],
    ['(?>a)', 'atomic group (?>…) is not supported'],
    ['a++', 'possessive quantifier is not supported'],
    ['(?(1)a|b)', 'conditional (?(…)…) is not supported'],
    ['(?R)', 'recursion is not supported'],
    ['(a', 'missing closing ): `(a`'],
    ['a*', 'matches the empty text, and so everything'],
    ['(?:[a-z]{1,100}x){10}', undefined],
    ['[(?=]\\\\1', undefined],
  ])('with %s are refused by name or taken', (pattern, message) => {
    expect(faults(request(pattern))).toEqual(
      message === undefined ? undefined : [{ field: 'custom_patterns[0].pattern', message }],
    );
  });

  it('are refused with all their faults at once', () => {
    expect(
      faults(request('ok'), request('', { name: '' }), request('x'.repeat(201), { severity: 'bad' as 'low' })),
    ).toEqual([
      { field: 'custom_patterns[1].name', message: 'must have 1 to 100 characters' },
      { field: 'custom_patterns[1].pattern', message: 'must have 1 to 200 characters' },
      { field: 'custom_patterns[2].severity', message: 'must be one of info, low, medium, high, critical' },
      { field: 'custom_patterns[2].pattern', message: 'must have 1 to 200 characters' },
    ]);
    expect(faults(...Array.from({ length: 21 }, () => request('x')))).toEqual([
      { field: 'custom_patterns', message: 'must be 20 at most' },
    ]);
  });

  it('end whatever they are, and say when they did not see everything', () => {
    const text = 'a'.repeat(4096);
    const strings = Array.from({ length: 20_000 }, () => ({ content: text, address: address(1) }));
    const evil = compileCustomPatterns(
      [request('(?:a?){60}a{60}b'), request('(a|aa)+$x'), request('(.*a){20}z')],
      PATTERN_ENGINE,
    );
    const matches = matchCustomPatterns(strings, evil);
    expect(matches.some(({ complete }) => !complete)).toBe(true);
  });
});

describe('patterns that nothing would try', () => {
  const options = (parts: Partial<AnalysisOptions>): AnalysisOptions =>
    someOptions({ customPatterns: [request('a')], ...parts });

  it.each([
    ['enable_security_scan', { enableSecurityScan: false }],
    ['enable_security_scan', { enableSecurityScan: false, focusAreas: ['strings'] }],
    ['focus_areas', { focusAreas: ['strings', 'functions'] }],
  ] as const)('are refused, and the fault is that of %s', (field, parts) => {
    expect(() => {
      refuseIdlePatterns(options(parts));
    }).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', details: [expect.objectContaining({ field })] }) as Error,
    );
  });

  it.each([{}, { focusAreas: ['security', 'strings'] }, { enableSecurityScan: false, customPatterns: [] }] as const)(
    'are none with %j',
    (parts) => {
      expect(() => {
        refuseIdlePatterns(options(parts));
      }).not.toThrow();
    },
  );
});

describe('networkIndicators', () => {
  const of = (...contents: readonly string[]): readonly string[] =>
    networkIndicators(contents.map((content) => ({ content, address: address(1) }))).map(({ value }) => value);

  it('are web addresses and public IP addresses', () => {
    expect(of('see https://example.org/a?b=1 now', 'connect 45.77.12.9:80')).toEqual([
      'https://example.org/a?b=1',
      '45.77.12.9',
    ]);
  });

  it('are no private addresses and no version numbers', () => {
    expect(
      of(
        '127.0.0.1',
        '10.1.2.3',
        '192.168.1.1',
        '172.20.0.1',
        '1.2.3.4',
        '2.11.0.1',
        '300.1.1.1',
        '45.077.1.1',
        '1.45.77.12.9',
      ),
    ).toEqual([]);
  });

  it('are a hundred at most', () => {
    expect(of(...Array.from({ length: 300 }, (_, index) => `http://host${index}.example/`))).toHaveLength(100);
  });
});
