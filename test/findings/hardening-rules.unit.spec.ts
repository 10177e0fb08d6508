import { readFileSync } from 'node:fs';

import type { Hardening } from '#domain/document/hardening';
import { HARDENING_FIELDS, HARDENING_VALUES } from '#domain/document/hardening';
import { findFindings } from '#domain/findings/find-findings';
import { parseRules } from '#domain/findings/parse-rules';
import type { RuleSet } from '#domain/findings/rule';
import { aRuleSubject } from '#test/builders/rule-subject';
import { PATTERN_ENGINE } from '#test/support/pattern-engine';

const EVERY_VALUE = HARDENING_FIELDS.flatMap((field) =>
  HARDENING_VALUES[field].map((value) => [field, value] as const),
);

function ruleThatAsks(hardening: unknown, is: unknown): RuleSet {
  const rule = { id: 'one', title: 'One', description: 'A rule.', severity: 'low', confidence: 0.5 };
  const table = { category: 'test', rule: [{ ...rule, when: { hardening, is } }] };
  return parseRules([{ file: 'a.toml', table }], PATTERN_ENGINE);
}

function matches(hardening: Hardening, rules: RuleSet): boolean {
  return findFindings(aRuleSubject({ hardening }), rules).hits.length > 0;
}

describe('a rule about hardening', () => {
  it.each(EVERY_VALUE)('can ask whether %s is %s', (field, value) => {
    const rules = ruleThatAsks(field, value);
    const others = HARDENING_VALUES[field].filter((each) => each !== value);

    expect(matches({ [field]: value }, rules)).toBe(true);
    expect(others.filter((other) => matches({ [field]: other }, rules))).toEqual([]);
    expect(matches({}, rules)).toBe(false);
  });

  it.each([
    ['luck', true, 'hardening must be one of nx, pie'],
    ['nx', 'yes', 'is must be one of true, false'],
    ['relro', true, 'is must be one of none, partial, full'],
    ['relro', undefined, 'is must be one of none, partial, full'],
  ])('cannot ask whether %s is %s', (field, value, message) => {
    expect(() => ruleThatAsks(field, value)).toThrow(`a.toml: one: when: ${message}`);
  });

  it('has every field in its manual', () => {
    const manual = readFileSync('docs/rules.md', 'utf8');
    const paragraph = /^Fields of `hardening`: (.+?)\n\n/ms.exec(manual)?.[1] ?? '';
    const named = [...paragraph.matchAll(/`(\w+)`/g)].map(([, name]) => name);

    expect(named).toEqual(HARDENING_FIELDS);
  });
});
