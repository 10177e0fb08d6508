import fc from 'fast-check';

import { RISK_BUCKETS } from '#domain/document/security-findings';
import { address } from '#domain/shared/address';
import type { SparseSubject } from '#test/builders/rule-subject';
import { aRuleSubject } from '#test/builders/rule-subject';
import { loadOwnRules } from '#test/support/load-rules';
import { PATTERN_ENGINE } from '#test/support/pattern-engine';
import { findFindings } from './find-findings';
import { LiteralMatcher } from './literal-matcher';
import { parseRules } from './parse-rules';
import { riskOf } from './risk';
import type { RuleSet } from './rule';

const OWN = loadOwnRules();

function rules(...conditions: readonly object[]): RuleSet {
  const rule = conditions.map((each, index) => ({
    id: `rule-${index}`,
    title: 'T',
    description: 'D',
    severity: 'low',
    confidence: 1,
    ...('when' in each ? each : { when: each }),
  }));
  return parseRules([{ file: 'test', table: { category: 'test', rule } }], PATTERN_ENGINE);
}

function found(subject: SparseSubject, ...conditions: readonly object[]): readonly string[] {
  return findFindings(aRuleSubject(subject), rules(...conditions)).hits.map(({ rule }) => rule.id);
}

describe('findFindings', () => {
  it('knows functions by every spelling of their platform', () => {
    for (const name of ['CreateFileW', '__imp_CreateFileA', 'CreateFile']) {
      expect(found({ imports: [name] }, { api: 'CreateFile' })).toHaveLength(1);
    }
    expect(found({ imports: ['_connect$UNIX2003'] }, { api: 'connect' })).toHaveLength(1);
    expect(found({ imports: ['connection'] }, { api: 'connect' })).toHaveLength(0);
  });

  it('joins by all, any, not and a number of', () => {
    const parts = [{ api: 'a1' }, { api: 'b1' }, { api: 'c1' }];
    expect(found({ imports: ['a1', 'b1'] }, { all: parts })).toEqual([]);
    expect(found({ imports: ['a1', 'b1'] }, { of: parts, at_least: 2 })).toHaveLength(1);
    expect(found({ imports: ['a1', 'b1'] }, { of: parts, at_least: 3 })).toEqual([]);
    expect(found({ imports: ['c1'] }, { any: parts })).toHaveLength(1);
    expect(found({ imports: ['c1'] }, { not: { api: 'a1' } })).toHaveLength(1);
    expect(found({ imports: ['a1', 'b1'] }, { api: ['a1', 'b1', 'c1'], at_least: 2 })).toHaveLength(1);
    expect(found({ strings: ['xx one', 'two', 'one'] }, { string: ['one', 'two', 'six'], at_least: 3 })).toEqual([]);
  });

  it('asks strings for a part, for the whole, and for a pattern, whatever the case of literals', () => {
    expect(found({ strings: ['Hello World'] }, { string: 'lo wo' })).toHaveLength(1);
    expect(found({ strings: ['Hello World'] }, { string_is: 'hello' })).toEqual([]);
    expect(found({ strings: ['HELLO'] }, { string_is: 'hello' })).toHaveLength(1);
    expect(found({ strings: ['port 123'] }, { regex: 'port \\d+$', needs: ['port'] })).toHaveLength(1);
    expect(found({ strings: ['port x'] }, { regex: 'port \\d+$', needs: ['port'] })).toEqual([]);
  });

  it('asks the structure', () => {
    const sections = [{ name: '.x', permissions: 'rwx', size: 100, virtual_size: 5000, entropy: 7.5 }];
    const subject: SparseSubject = {
      sections,
      libraries: ['/usr/lib/libssl.so.3'],
      exports: ['DllMain'],
      hardening: { relro: 'none', nx: false },
      numbers: { file_entropy: 7.25 },
      packers: ['UPX 3.96'],
      signed: true,
      os: 'Linux',
    };
    const yes = [
      { section: { permissions: 'wx', entropy_above: 7.4, growth_above: 20 } },
      { section: { named: ['.X'] } },
      { library: 'libssl' },
      { export: 'DllMain' },
      { hardening: 'relro', is: 'none' },
      { hardening: 'nx', is: false },
      { number: 'file_entropy', above: 7.2, below: 7.3 },
      { number: 'section_count', below: 2 },
      { packer: 'upx' },
      { flag: 'packed', is: true },
      { flag: 'signed', is: true },
      { os: 'linux' },
    ];
    expect(found(subject, ...yes)).toHaveLength(yes.length);
    const no = [
      { section: { named: ['.x'], size_above: 100 } },
      { section: { permissions: 'x', except: ['.x'] } },
      { number: 'overlay_size', above: 0 },
      { number: 'file_entropy', above: 7.25 },
      { hardening: 'pie', is: false },
      { library: 'ssl' },
    ];
    expect(found(subject, ...no)).toEqual([]);
  });

  it('does not count what nobody read', () => {
    const rule = { number: 'import_count', below: 8 };
    expect(found({}, rule)).toHaveLength(1);
    expect(found({ notAnalysed: ['imports'] }, rule)).toEqual([]);
  });

  it('asks of one function that all of it happens there', () => {
    const rule = { scope: 'function', when: { all: [{ api: 'dup2' }, { string: '/bin/sh' }] } };
    const apart = [{ imports: ['dup2'] }, { strings: ['/bin/sh'] }];
    expect(found({ functions: apart }, rule)).toEqual([]);
    const [hit] = findFindings(
      aRuleSubject({ functions: [...apart, { name: 'shell', imports: ['dup2'], strings: ['/bin/sh'] }] }),
      rules(rule),
    ).hits;
    expect(hit?.finding.evidence).toEqual([
      expect.objectContaining({ kind: 'api', value: 'dup2', function: 'shell' }),
      expect.objectContaining({ kind: 'string', value: '/bin/sh', function: 'shell' }),
    ]);
  });

  it('shows how an import is reached from an entry point, by the shortest way', () => {
    const at = (index: number): ReturnType<typeof address> => address(0x1000 + index * 16);
    const subject = aRuleSubject({
      functions: [
        { name: 'start', source: 'entry', calls: [at(1), at(2)] },
        { name: 'far', calls: [at(2)] },
        { name: 'near', calls: [at(3), at(0)] },
        { name: 'user', imports: ['system'] },
        { name: 'unreached', imports: ['system', 'popen'] },
      ],
    });
    const [first, second] = findFindings(subject, rules({ api: 'system' }, { api: 'popen' })).hits;
    expect(first?.finding.evidence[0]).toMatchObject({ function: 'user', path: ['start', 'near', 'user'] });
    expect(second?.finding.evidence[0]).toMatchObject({ function: 'unreached' });
    expect(second?.finding.evidence[0]).not.toHaveProperty('path');
  });

  it('takes text that one function uses for no sign of what it does', () => {
    const functions = [{ strings: ['one', 'two'] }];
    const [hit] = findFindings(
      aRuleSubject({ functions }),
      rules({ all: [{ string: 'one' }, { string: 'two' }] }),
    ).hits;
    expect(hit?.finding.reach).toBe('file');
  });

  it('is less sure of an import that nothing is known to call', () => {
    const [imported] = findFindings(aRuleSubject({ imports: ['system'] }), rules({ api: 'system' })).hits;
    const [called] = findFindings(
      aRuleSubject({ functions: [{ imports: ['system'] }] }),
      rules({ api: 'system' }),
    ).hits;
    expect(imported?.finding.confidence).toBe(0.8);
    expect(called?.finding.confidence).toBe(1);
  });

  it('shows ten pieces of evidence at most, of every feature some, and none that could harm a reader', () => {
    const strings = Array.from({ length: 40 }, (_, index) => `bad\u202e thing ${index} ${'x'.repeat(4000)}`);
    const condition = { all: [{ string: 'thing' }, { api: 'system' }] };
    const [hit] = findFindings(aRuleSubject({ strings, imports: ['system'] }), rules(condition)).hits;
    const evidence = hit?.finding.evidence ?? [];
    expect(evidence).toHaveLength(10);
    expect(evidence.map(({ kind }) => kind)).toContain('api');
    expect(evidence.every(({ value }) => value.length <= 200 && !value.includes('\u202e'))).toBe(true);
  });

  it('does not count what a library hands on under the same name, as kernel32.dll of Wine does', () => {
    const imports = ['WriteProcessMemory', 'CreateRemoteThread'];
    expect(found({ format: 'pe', imports }, { api: imports })).toHaveLength(1);
    expect(found({ format: 'pe', imports, exports: imports }, { api: imports })).toEqual([]);
  });

  it('tells the most severe first', () => {
    const { hits } = findFindings(
      aRuleSubject({ strings: ['vssadmin delete shadows /all'], imports: ['unlink', 'gets', 'system'] }),
      OWN,
    );
    expect(hits.map(({ finding }) => finding.severity)).toEqual(['high', 'medium', 'info', 'info']);
  });

  it('judges the largest document to its end', () => {
    const words = ['error in %s', 'http://example.org/', '/usr/share/x', 'ignore', 'GET ', 'SeDebugPrivilege', 'a.b.c'];
    const strings = Array.from(
      { length: 50_000 },
      (_, index) => `${words[index % words.length] ?? ''} number ${index}`,
    );
    const calls = (index: number): ReturnType<typeof address>[] => [address(0x1000 + ((index * 7) % 100_000) * 16)];
    const functions = Array.from({ length: 100_000 }, (_, index) => ({
      calls: calls(index),
      imports: [`import${index % 3000}`, 'connect'],
      strings: [strings[index % strings.length] ?? ''],
    }));
    const imports = Array.from({ length: 3000 }, (_, index) => `import${index}`);
    const subject = { ...aRuleSubject({ strings, imports }), functions: aRuleSubject({ functions }).functions };
    expect(findFindings(subject, OWN).complete).toBe(true);
    expect(findFindings(subject, rules({ api: 'import2999' }, { api: 'import3000' })).hits).toHaveLength(1);
  });
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    'connect',
    'ptrace',
    'vssadmin delete shadows',
    '/etc/shadow',
    'lsass.exe',
    'stratum+tcp://x',
    '__proto__',
  ),
);
const subjects: fc.Arbitrary<SparseSubject> = fc.record(
  {
    format: fc.constantFrom('pe', 'elf', 'macho'),
    kind: fc.constantFrom('executable', 'shared_library', 'driver'),
    imports: fc.array(text, { maxLength: 12 }),
    strings: fc.array(text, { maxLength: 12 }),
    exports: fc.array(text, { maxLength: 4 }),
    libraries: fc.array(text, { maxLength: 4 }),
    packers: fc.array(text, { maxLength: 2 }),
    sections: fc.array(
      fc.record({
        name: text,
        size: fc.nat(),
        virtual_size: fc.nat(),
        entropy: fc.double({ min: 0, max: 8, noNaN: true }),
      }),
      { maxLength: 3 },
    ),
    functions: fc.array(fc.record({ name: text, imports: fc.array(text, { maxLength: 3 }) }), { maxLength: 4 }),
  },
  { requiredKeys: [] },
);

describe('whatever the subject', () => {
  it('never throws, and says the same of the same', () => {
    fc.assert(
      fc.property(subjects, (sparse) => {
        const subject = aRuleSubject(sparse);
        expect(findFindings(subject, OWN)).toEqual(findFindings(subject, OWN));
      }),
      { numRuns: 150 },
    );
  });

  it('has a risk from 0 to 10 that is the sum of its contributions', () => {
    fc.assert(
      fc.property(subjects, (sparse) => {
        const { score, contributions } = riskOf(findFindings(aRuleSubject(sparse), OWN).hits);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(10);
        expect(contributions.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 6);
        expect(contributions.every(({ bucket, points }) => RISK_BUCKETS.includes(bucket) && points > 0)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('never has a lower risk for one finding more', () => {
    const everything = findFindings(
      aRuleSubject({
        strings: OWN.features.flatMap((each) => (each.kind === 'string' ? each.literals : [])),
        imports: OWN.features.flatMap((each) => (each.kind === 'api' ? each.names : [])),
      }),
      OWN,
    ).hits;
    expect(everything.length).toBeGreaterThan(40);
    fc.assert(
      fc.property(fc.subarray([...everything]), fc.nat(everything.length - 1), (some, extra) => {
        const more = everything.slice(extra, extra + 1);
        expect(riskOf([...some.filter((hit) => hit !== more[0]), ...more]).score).toBeGreaterThanOrEqual(
          riskOf(some.filter((hit) => hit !== more[0])).score,
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('LiteralMatcher', () => {
  it('finds what includes finds', () => {
    const unit = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit, minLength: 1, maxLength: 4 }), { maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'x', '\u{1f600}'), maxLength: 30 }),
        (literals, haystack) => {
          const seen = new Set<number>();
          new LiteralMatcher(literals).scan(haystack, (literal) => seen.add(literal));
          expect([...seen].sort((a, b) => a - b)).toEqual(
            literals.flatMap((literal, index) => (haystack.includes(literal) ? [index] : [])),
          );
        },
      ),
    );
  });
});
