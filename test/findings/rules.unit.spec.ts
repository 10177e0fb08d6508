import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { findFindings } from '#domain/findings/find-findings';
import type { SparseSubject } from '#test/builders/rule-subject';
import { aRuleSubject } from '#test/builders/rule-subject';
import { loadOwnRules, readTomlFiles } from '#test/support/load-rules';

interface Fixture {
  readonly yes: readonly SparseSubject[];
  readonly no: readonly SparseSubject[];
}

const RULES = loadOwnRules();
const FIXTURES = new Map(
  readTomlFiles('test/fixtures/rules').flatMap(({ table }) => Object.entries(table as Record<string, Fixture>)),
);

/** What no calls join is another, weaker finding: `strength.unit.spec.ts` has it. */
const NEAR = new Set(RULES.rules.flatMap(({ id, scope }) => (scope === 'near' ? [id] : [])));

/** Text that no code uses is no find; a file that the rule must let pass has not even that. */
function finds(id: string, subject: SparseSubject, evenUnused = false): boolean {
  const { hits } = findFindings(aRuleSubject(subject), RULES);
  const apart = subject.functions === undefined ? ['file'] : ['file', 'small'];
  return hits.some(
    ({ rule, finding }) =>
      rule.id === id && (evenUnused || finding.reach !== 'unused') && !(NEAR.has(id) && apart.includes(finding.reach)),
  );
}

describe('the rules of bin2nlp', () => {
  it('are many, and cover every format', () => {
    expect(RULES.rules.length).toBeGreaterThanOrEqual(80);
    const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
    expect(readme).toContain(`[${RULES.rules.length} rules](docs/rules.md)`);
    const formats = [...FIXTURES.values()].flatMap(({ yes }) => yes.map((subject) => subject.format ?? 'elf'));
    expect(new Set(formats)).toEqual(new Set(['elf', 'pe', 'macho']));
  });

  it('have fixtures each, and no fixture is left over', () => {
    expect([...FIXTURES.keys()].sort()).toEqual(RULES.rules.map(({ id }) => id).sort());
  });

  it('use every technique of the list', () => {
    const used = new Set(RULES.rules.flatMap(({ attack }) => attack));
    expect([...RULES.techniques.keys()].filter((technique) => !used.has(technique))).toEqual([]);
  });

  it('use every act', () => {
    const text = readTomlFiles('config/rules')
      .map(({ table }) => JSON.stringify(table))
      .join('\n');
    const acts = [...text.matchAll(/"id":"([\w-]+)","words":/g)].map(([, id]) => id ?? '');
    expect(acts.length).toBeGreaterThan(20);
    expect(acts.filter((id) => !new RegExp(`"(?:act|by|softened_by)":"${id}"`).test(text))).toEqual([]);
  });

  describe.each([...FIXTURES])('%s', (id, { yes, no }) => {
    it.each(yes.map((subject) => [JSON.stringify(subject), subject] as const))('finds %s', (_, subject) => {
      expect(finds(id, subject)).toBe(true);
    });

    it.each(no.map((subject) => [JSON.stringify(subject), subject] as const))('lets %s pass', (_, subject) => {
      expect(finds(id, subject, true)).toBe(false);
    });
  });
});
