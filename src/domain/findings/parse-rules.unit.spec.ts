import { PATTERN_ENGINE } from '#test/support/pattern-engine';
import { parseRules } from './parse-rules';

const TECHNIQUES = { file: 'attack.toml', table: { techniques: { T1055: 'Process Injection' } } };
const RULE = {
  id: 'one',
  title: 'One',
  description: 'A rule.',
  severity: 'low',
  confidence: 0.5,
  attack: ['T1055'],
  when: { api: ['connect'] },
};

function parsed(...rules: readonly object[]): ReturnType<typeof parseRules> {
  return parseRules([TECHNIQUES, { file: 'a.toml', table: { category: 'test', rule: rules } }], PATTERN_ENGINE);
}

describe('parseRules', () => {
  it('takes the category of the file where a rule has none', () => {
    const { rules } = parsed(RULE, { ...RULE, id: 'two', category: 'own' });
    expect(rules.map(({ category }) => category)).toEqual(['test', 'own']);
  });

  it.each([
    ['a.toml: one: severity must be one of', { ...RULE, severity: 'bad' }],
    ['a.toml: one: confidence must be a number from 0 to 1', { ...RULE, confidence: 2 }],
    ['a.toml: one: title must be a text', { ...RULE, title: undefined }],
    ['a.toml: one: colour is not known here', { ...RULE, colour: 'red' }],
    ['a.toml: one: attack names T9999, which no list of techniques has', { ...RULE, attack: ['T9999'] }],
    ['a.toml: one: scope must be one of file, function', { ...RULE, scope: 'world' }],
    ['a.toml: one: risk must be one of', { ...RULE, risk: 'luck', weight: 1 }],
    ['a.toml: one: by stands beside scope = "near"', { ...RULE, scope: 'near', by: 'x' }],
    ['a.toml: one: apart stands without scope = "near"', { ...RULE, apart: 0.5 }],
    ['a.toml: one: weight stands without risk', { ...RULE, weight: 1 }],
    ['a.toml: one: when: must be a table', { ...RULE, when: undefined }],
    ['a.toml: one: when: smell is no feature', { ...RULE, when: { smell: 'bad' } }],
    [
      'a.toml: one: when: all[0]: string must have three characters or more',
      { ...RULE, when: { all: [{ string: 'ab' }] } },
    ],
    ['a.toml: one: when: all must be a list', { ...RULE, when: { all: [] } }],
    ['a.toml: one: when: at_least is not known here', { ...RULE, when: { any: [{ api: 'x' }], at_least: 1 } }],
    [
      'a.toml: one: when: at_least must be a number from 1 to 1',
      { ...RULE, when: { of: [{ api: 'x' }], at_least: 2 } },
    ],
    [
      'a.toml: one: when: regex cannot be compiled: missing closing )',
      { ...RULE, when: { regex: '(a', needs: ['a'] } },
    ],
    ['a.toml: one: when: needs must be a text or a list of texts', { ...RULE, when: { regex: 'abc' } }],
    ['a.toml: one: when: string stands beside api', { ...RULE, when: { api: 'x', string: 'abc' } }],
    ['a.toml: one: when: number needs above or below', { ...RULE, when: { number: 'file_size' } }],
    [
      'a.toml: one: when: section: permissions must be of r, w, x',
      { ...RULE, when: { section: { permissions: 'q' } } },
    ],
    ['a.toml: rule 1: id must be lower-case words', { ...RULE, id: 'Not An Id' }],
  ])('refuses a rule and says where: %s', (message, rule) => {
    expect(() => parsed(rule)).toThrow(message);
  });

  it('refuses an id that is used twice, and a file that is no table', () => {
    expect(() => parsed(RULE, RULE)).toThrow('a.toml: rule 2: id one is used twice');
    expect(() => parseRules([{ file: 'b.toml', table: 'text' }], PATTERN_ENGINE)).toThrow('b.toml: must be a table');
  });

  it('refuses conditions that are nested without end', () => {
    const deep = Array.from({ length: 30 }).reduce<object>((inner) => ({ not: inner }), { api: 'x' });
    expect(() => parsed({ ...RULE, when: deep })).toThrow('is nested too deeply');
  });

  it('has a version that follows the content, not the order of files and fields', () => {
    const a = { file: 'a.toml', table: { category: 'test', rule: [RULE] } };
    const reversed = Object.fromEntries(Object.entries(RULE).reverse());
    const b = { file: 'b.toml', table: { rule: [reversed], category: 'test' } };
    const version = parseRules([TECHNIQUES, a], PATTERN_ENGINE).version;
    expect(version).toMatch(/^[0-9a-f]{16}$/);
    expect(parseRules([b, TECHNIQUES], PATTERN_ENGINE).version).toBe(version);
    expect(parsed({ ...RULE, confidence: 0.6 }).version).not.toBe(version);
  });
});
