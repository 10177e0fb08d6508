import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { StringEncoding } from '#domain/document/strings';
import { compileCustomPatterns, matchCustomPatterns } from '#domain/findings/custom-patterns';
import { findFindings } from '#domain/findings/find-findings';
import { encodedTexts } from '#test/builders/encoded-text';
import { peBytes } from '#test/builders/pe-bytes';
import { importTable } from '#test/builders/pe-parts';
import type { SparseSubject } from '#test/builders/rule-subject';
import { aRuleSubject } from '#test/builders/rule-subject';
import { loadOwnRules, readTomlFiles } from '#test/support/load-rules';
import { PATTERN_ENGINE } from '#test/support/pattern-engine';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { OurDocuments } from '#test/truth/our-document';

interface WrittenRule {
  readonly id: string;
  readonly when: unknown;
}
type Fixtures = Readonly<Record<string, { readonly yes: readonly SparseSubject[] }>>;

const RULES = loadOwnRules();
const WITH_BACKSLASH = readTomlFiles('config/rules')
  .flatMap(({ table }) => (table as { rule?: readonly WrittenRule[] }).rule ?? [])
  .filter(({ when }) => hasBackslash(when))
  .map(({ id }) => id);
/** What a rule finds, and without the strings that have backslashes does not. */
const SUBJECTS = readTomlFiles('test/fixtures/rules')
  .flatMap(({ table }) => Object.entries(table as Fixtures))
  .flatMap(([id, { yes }]) =>
    yes.filter((subject) => dependsOnBackslash(id, subject)).map((each) => [id, each] as const),
  );

/** Whether a condition asks for text with a backslash. In patterns it is written as two; those of one stand for something else. */
function hasBackslash(condition: unknown, field = ''): boolean {
  if (typeof condition === 'string') return condition.includes(field === 'regex' ? '\\\\' : '\\');
  if (Array.isArray(condition)) return condition.some((each) => hasBackslash(each, field));
  if (typeof condition !== 'object' || condition === null) return false;
  return Object.entries(condition).some(([name, value]) => hasBackslash(value, name));
}

function dependsOnBackslash(id: string, subject: SparseSubject): boolean {
  const strings = subject.strings?.filter((text) => !text.includes('\\')) ?? [];
  const finds = (each: SparseSubject): boolean =>
    findFindings(aRuleSubject(each), RULES).hits.some(({ rule }) => rule.id === id);
  return strings.length < (subject.strings?.length ?? 0) && finds(subject) && !finds({ ...subject, strings });
}

const RDATA = 0x2000;
const IDATA = 0x8000;

/** A program with these imports and strings, and no code to speak of. */
function programOf({ imports = [], strings = [] }: SparseSubject, encoding: StringEncoding): Uint8Array {
  const table = importTable(IDATA, [['LIBRARY.dll', ['ExitProcess', ...imports]]]);
  return peBytes({
    sections: [
      { name: '.text', rva: 0x1000, characteristics: 0x6000_0020, content: Buffer.alloc(16, 0xc3) },
      { name: '.rdata', rva: RDATA, characteristics: 0x4000_0040, content: encodedTexts(strings, encoding) },
      { name: '.idata', rva: IDATA, characteristics: 0x4000_0040, content: table },
    ],
    directories: { 1: [IDATA, table.length] },
  });
}

describe('The rules that ask for text with backslashes', () => {
  let directory: TemporaryDirectory;

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
  });

  afterAll(() => directory.remove());

  function written(subject: SparseSubject, encoding: StringEncoding): string {
    const path = join(directory.path, 'program.exe');
    writeFileSync(path, programOf(subject, encoding));
    return path;
  }

  it('have each a positive fixture of a PE file that depends on such a text', () => {
    expect(WITH_BACKSLASH.length).toBeGreaterThanOrEqual(13);
    const inPe = SUBJECTS.filter(([, { format }]) => format === 'pe').map(([id]) => id);
    expect(WITH_BACKSLASH.filter((id) => !inPe.includes(id))).toEqual([]);
  });

  describe.each(['ascii', 'utf-16le'] as const)('in %s', (encoding) => {
    it.each(SUBJECTS.filter(([, { format }]) => format === 'pe'))('%s holds of a file: %j', async (id, subject) => {
      const path = written(subject, encoding);
      for (const engine of ['radare2', 'fallback'] as const) {
        const { security_findings: security, strings } = await OurDocuments.by(engine, 'quick').of(path);
        expect(strings.map(({ content }) => content)).toEqual(expect.arrayContaining([...(subject.strings ?? [])]));
        expect(security?.findings.map((finding) => finding.id)).toContain(id);
      }
    });
  });

  it('can be patterns of users', async () => {
    const text = 'copy C:\\Users\\Public\\new.txt \\\\server\\share\n';
    const { strings } = await OurDocuments.by('radare2', 'quick').of(written({ strings: [text] }, 'utf-16le'));
    const patterns = [
      String.raw`C:\\Users\\\w+\\new\.txt`,
      String.raw` \\\\server\\share\s`,
      String.raw`\x5cPublic\x5c`,
    ];
    const matches = matchCustomPatterns(
      strings,
      compileCustomPatterns(
        patterns.map((pattern, index) => ({ name: `pattern ${index}`, pattern, severity: 'low' })),
        PATTERN_ENGINE,
      ),
    );
    expect(matches.map(({ matches: [first] }) => first?.content)).toEqual(patterns.map(() => text));
  });
});
