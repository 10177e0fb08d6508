import { address } from '#domain/shared/address';
import type { SparseSubject } from '#test/builders/rule-subject';
import { aRuleSubject } from '#test/builders/rule-subject';
import { PATTERN_ENGINE } from '#test/support/pattern-engine';
import { findFindings } from './find-findings';
import { parseRules } from './parse-rules';
import { riskOf } from './risk';
import type { RuleHit } from './rule-hit';
import { verdictOf } from './verdict';

const RULE = {
  ...{ id: 'both', title: 'Does both', description: 'D', severity: 'high', confidence: 1 },
  ...{ scope: 'near', risk: 'combination', weight: 8, apart: 0.1 },
  when: { all: [{ act: 'gets' }, { act: 'runs' }] },
};
const TEXT = {
  ...{ id: 'text', title: 'Names it', description: 'D', severity: 'high', confidence: 1 },
  ...{ risk: 'combination', weight: 4, by: 'runs', when: { string: ['wipe everything'] } },
};
const RULES = parseRules(
  [
    {
      file: 'test',
      table: {
        category: 'test',
        act: [
          { id: 'gets', words: 'gets data', when: { api: ['recv'] } },
          { id: 'runs', words: 'runs commands', when: { any: [{ api: ['system'] }, { api: ['popen'] }] } },
          { id: 'checks', words: 'checks what it got', when: { api: ['verify'] } },
        ],
        rule: [
          RULE,
          TEXT,
          { ...RULE, id: 'soft', softened_by: 'checks' },
          { ...RULE, id: 'loader', when: { all: [{ act: 'gets' }, { api: ['VirtualProtect'] }] } },
          { ...RULE, id: 'never', apart: 0 },
        ],
      },
    },
  ],
  PATTERN_ENGINE,
);
/** So many functions of their own purpose that the file is no longer one. */
const MANY = Array.from({ length: 30 }, () => ({ imports: ['verify'] }));

function hitOf(id: string, subject: SparseSubject): RuleHit | undefined {
  return findFindings(aRuleSubject(subject), RULES).hits.find(({ rule }) => rule.id === id);
}

function reachOf(functions: SparseSubject['functions']): string | undefined {
  return hitOf('both', { functions: functions ?? [] })?.finding.reach;
}

describe('how much of a rule counts', () => {
  it('follows from how near to each other the code is that does its parts', () => {
    const apart = [{ imports: ['recv'] }, { imports: ['system'] }];
    expect(reachOf([{ imports: ['recv', 'system'] }])).toBe('function');
    expect(reachOf([{ calls: [address(0x1010)], imports: ['recv'] }, { imports: ['system'] }])).toBe('near');
    expect(reachOf(apart)).toBe('small');
    expect(reachOf([...apart, ...MANY])).toBe('file');
    expect(hitOf('both', { imports: ['recv', 'system'] })?.finding.reach).toBe('small');
    const large = [{ name: '.text', permissions: 'r-x', size: 100_000 }];
    expect(hitOf('both', { imports: ['recv', 'system'], sections: large })?.finding.reach).toBe('unknown');
  });

  it('goes no further than two calls, and not through what the C library does before main', () => {
    const chain = [
      { calls: [address(0x1010)], imports: ['recv'] },
      { calls: [address(0x1020)] },
      { calls: [address(0x1030)] },
      { imports: ['system'] },
      ...MANY,
    ];
    expect(reachOf(chain)).toBe('file');
    const start = { calls: [address(0x1010), address(0x1020)], imports: ['__libc_start_main'] };
    expect(reachOf([start, { imports: ['recv'] }, { imports: ['system'] }, ...MANY])).toBe('file');
  });

  it('is less where only what calls both over another function joins them', () => {
    const parts = [{ imports: ['recv'] }, { imports: ['system'] }, ...MANY];
    const direct = hitOf('both', { functions: [{ calls: [address(0x1010), address(0x1020)] }, ...parts] });
    const hub = { calls: [address(0x1010), address(0x1020)] };
    const between = { calls: [address(0x1030)] };
    const over = hitOf('both', { functions: [hub, between, ...parts] });
    expect([direct?.finding.reach, over?.finding.reach]).toEqual(['near', 'near']);
    expect([direct?.strength.share, over?.strength.share]).toEqual([1, 0.7]);
    expect([direct?.finding.severity, over?.finding.severity]).toEqual(['high', 'medium']);
    expect(over?.strength.because).toEqual(['its parts are 2 calls from what joins them']);
  });

  it('is less, and less severe, the less is known to join the parts', () => {
    const near = hitOf('both', { functions: [{ imports: ['recv', 'system'] }] });
    const file = hitOf('both', { functions: [{ imports: ['recv'] }, { imports: ['system'] }, ...MANY] });
    expect([near?.strength.share, near?.finding.severity]).toEqual([1, 'high']);
    expect([file?.strength.share, file?.finding.severity]).toEqual([0.1, 'low']);
  });

  it('does not count the functions by which MinGW-w64 starts programs', () => {
    const runtime = { imports: ['VirtualProtect'], strings: ['  Unknown pseudo relocation protocol version %d.\n'] };
    const parts = (others: SparseSubject['functions']): string | undefined =>
      hitOf('loader', { functions: [{ imports: ['recv'], calls: [address(0x1010)] }, ...(others ?? [])] })?.finding
        .reach;
    expect(parts([{ ...runtime, strings: [] }, ...MANY])).toBe('near');
    expect(parts([runtime, ...MANY])).toBe('file');
  });

  it("does not count the function by which Visual C++'s library looks up others, in pages that it makes writable", () => {
    const runtime = {
      imports: ['GetProcAddress', 'LoadLibraryExW', 'VirtualProtect'],
      strings: ['api-ms-', 'ext-ms-'],
    };
    const reach = (strings: readonly string[]): string | undefined =>
      hitOf('loader', {
        functions: [{ imports: ['recv'], calls: [address(0x1010)] }, { ...runtime, strings }, ...MANY],
      })?.finding.reach;
    expect([reach(['api-ms-']), reach(runtime.strings)]).toEqual(['near', 'file']);
  });

  it('counts whatever else a function does that has a text of the runtime', () => {
    const shell = { imports: ['recv', 'system'], strings: ['pseudo relocation'] };
    expect(reachOf([shell, ...MANY])).toBe('function');
  });

  it('is bounded where functions call many others that stand for imports', () => {
    const thunks = Array.from({ length: 300 }, () => ({ type: 'thunk' as const, imports: ['puts'] }));
    const calls = thunks.map((_, index) => address(0x1010 + index * 16));
    expect(reachOf([{ imports: ['recv', 'system'], calls }, ...thunks])).toBe('function');
    expect(reachOf([{ imports: ['recv'], calls }, ...thunks, { imports: ['system'] }, ...MANY])).toBe('file');
  });

  it('counts what is looked up by name as what is imported', () => {
    const looking = { imports: ['recv', 'dlsym'], strings: ['system'] };
    expect(reachOf([looking])).toBe('function');
    const through = [
      { imports: ['recv'], strings: ['system'], calls: [address(0x1010)] },
      { imports: ['GetProcAddress'] },
    ];
    expect(reachOf(through)).toBe('function');
    expect(reachOf([{ imports: ['recv'], strings: ['system'] }])).toBeUndefined();
    expect(hitOf('both', { functions: [looking] })?.finding.evidence).toContainEqual(
      expect.objectContaining({ kind: 'api', value: 'system', function: 'fcn.0', branch: 'all[1].runs.any[0]' }),
    );
  });

  it('is less where an honest purpose stands beside', () => {
    const honest = hitOf('soft', { functions: [{ imports: ['recv', 'system', 'verify'] }] });
    expect(honest?.strength.share).toBe(0.25);
    expect(honest?.strength.because).toEqual(['beside, it checks what it got']);
    expect(hitOf('soft', { functions: [{ imports: ['recv', 'system'] }] })?.strength.share).toBe(1);
  });

  it('is nothing for text that nothing in the file could use, and little where code uses it for something else', () => {
    const text = 'rm: would wipe everything';
    const alone = hitOf('text', { strings: [text], imports: ['puts'] });
    expect([alone?.strength.share, alone?.finding.severity, alone?.finding.reach]).toEqual([0, 'info', 'unused']);
    const shown = [{ imports: ['puts'], strings: [text] }, { imports: ['system'] }];
    expect(hitOf('text', { functions: shown })?.strength.share).toBe(0.2);
    expect(hitOf('text', { functions: [{ imports: ['system'], strings: [text] }] })?.strength.share).toBe(1);
    expect(hitOf('text', { functions: [{ imports: ['system'] }], strings: [text] })?.finding.reach).toBe('small');
  });

  it('follows from the text that code uses, whatever others the file holds', () => {
    const decoys = Array.from({ length: 40 }, (_, index) => `wipe everything ${index}`);
    const hit = hitOf('text', {
      strings: decoys,
      functions: [{ imports: ['system'], strings: ['wipe everything now'] }, ...MANY],
    });
    expect([hit?.strength.share, hit?.finding.reach]).toEqual([1, 'near']);
    expect(hit?.finding.evidence[0]?.value).toBe('wipe everything now');
    const used = decoys.map((decoy) => ({ imports: ['puts'], strings: [decoy] }));
    const among = hitOf('text', {
      functions: [...used, { imports: ['system'], strings: ['wipe everything now'] }, ...MANY],
    });
    expect(among?.finding.reach).toBe('near');
  });

  it('is not known to be less where code was not read to its end', () => {
    const functions = [{ imports: ['recv'] }, { imports: ['system'] }, ...MANY];
    expect(hitOf('never', { functions })).toBeUndefined();
    const sections = [{ name: '.text', permissions: 'r-x', size: 100_000 }];
    expect(hitOf('never', { functions, sections, isPartlyRead: true })?.finding.reach).toBe('unknown');
    const text = { strings: ['wipe everything'], functions, sections };
    expect(hitOf('text', text)?.finding.reach).toBe('unused');
    expect(hitOf('text', { ...text, isPartlyRead: true })?.finding.reach).toBe('unknown');
  });
});

describe('the verdict', () => {
  function verdict(subject: SparseSubject): ReturnType<typeof verdictOf> {
    const { hits } = findFindings(aRuleSubject(subject), RULES);
    return verdictOf(riskOf(hits), hits);
  }

  it('is dangerous only for a combination that code is known to make', () => {
    const { word, reasons } = verdict({ functions: [{ imports: ['recv', 'system'] }] });
    expect(word).toBe('dangerous');
    expect(reasons[0]).toEqual({ finding: 'both', points: 8, reason: 'Does both' });
    const large = [{ name: '.text', permissions: 'r-x', size: 100_000 }];
    expect(verdict({ imports: ['recv', 'system'], sections: large }).word).toBe('suspicious');
    expect(verdict({ imports: ['recv'] })).toEqual({ word: 'ordinary', reasons: [] });
  });
});

describe('near misses', () => {
  it('name the one part that a rule of several lacks', () => {
    const rule = { ...RULE, id: 'three', when: { all: [{ act: 'gets' }, { api: ['bind'] }, { act: 'runs' }] } };
    const act = [
      { id: 'gets', words: 'gets data', when: { api: ['recv'] } },
      { id: 'runs', words: 'runs commands', when: { api: ['system'] } },
    ];
    const rules = parseRules([{ file: 't', table: { category: 'c', act, rule: [rule] } }], PATTERN_ENGINE);
    const misses = (...imports: string[]): readonly unknown[] =>
      findFindings(aRuleSubject({ functions: [{ imports }] }), rules).nearMisses;
    expect(misses('recv', 'bind')).toEqual([
      { id: 'three', title: 'Does both', severity: 'high', missing: 'something that runs commands' },
    ]);
    expect(misses('recv', 'system')).toEqual([expect.objectContaining({ missing: 'api bind' })]);
    expect(misses('recv')).toEqual([]);
    expect(misses('recv', 'bind', 'system')).toEqual([]);
    const apart = [{ imports: ['recv'] }, { imports: ['bind'] }];
    expect(findFindings(aRuleSubject({ functions: apart }), rules).nearMisses).toEqual([]);
    const unread = { functions: [{ imports: ['recv', 'bind'] }], notAnalysed: ['imports' as const] };
    expect(findFindings(aRuleSubject(unread), rules).nearMisses).toEqual([]);
  });
});
