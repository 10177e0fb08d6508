import type { AnalysisDocument } from '#domain/document/analysis-document';
import { HOUR_MS } from '#domain/shared/quantities';
import { aDocument } from '#test/builders/document';
import { resultLifeMs } from './result-life';
import { fitsPattern, resultTags } from './result-tags';

describe('resultLifeMs', () => {
  const plain = aDocument({ confidence: 0.8 });
  const deep = { ...plain.metadata.analysis_config, analysis_depth: 'comprehensive' } as const;
  const large = { ...plain.metadata.file, size: 50 * 1024 * 1024 + 1 };

  it.each<[string, Partial<AnalysisDocument>, number]>([
    ['a usual one', {}, 24],
    ['a sure one', { confidence: 0.91 }, 36],
    ['one that is neither sure nor doubtful', { confidence: 0.9 }, 24],
    ['a doubtful one', { confidence: 0.69 }, 18],
    ['one of a large file', { metadata: { ...plain.metadata, file: large } }, 19.2],
    ['a comprehensive one', { metadata: { ...plain.metadata, analysis_config: deep } }, 30],
    ['a risky one', { summary: { ...plain.summary, risk_score: 7.1 } }, 21.6],
    ['one without a risk score', { summary: { ...plain.summary, risk_score: null } }, 24],
    [
      'a sure, comprehensive and risky one of a large file',
      {
        confidence: 1,
        metadata: { ...plain.metadata, analysis_config: deep, file: large },
        summary: { ...plain.summary, risk_score: 10 },
      },
      24 * 1.5 * 0.8 * 1.25 * 0.9,
    ],
  ])('keeps %s for its time', (_what, facts, hours) => {
    expect(resultLifeMs({ ...plain, ...facts }, 24 * HOUR_MS)).toBe(Math.round(hours * HOUR_MS));
  });
});

describe('a result’s tags', () => {
  it('name what it is and what made it', () => {
    expect(resultTags(aDocument())).toEqual([
      'engine:radare2-6.0.0+1',
      'rules:1',
      'format:elf',
      'depth:standard',
      `sha256:${'d'.repeat(64)}`,
    ]);
  });

  it.each([
    ['*', 'anything', true],
    ['', '', true],
    ['', 'a', false],
    ['format:*', 'format:elf', true],
    ['format:?lf', 'format:elf', true],
    ['format:?', 'format:elf', false],
    ['*elf', 'format:elf', true],
    ['*f*l*', 'format:elf', true],
    ['*fx*l*', 'format:elf', false],
    ['format', 'format:elf', false],
    ['engine:r2.*', 'engine:r2-6.1', false],
    [`${'*a'.repeat(30)}b`, 'a'.repeat(500), false],
  ])('the pattern %j and %j: %s', (pattern, text, fits) => {
    expect(fitsPattern(pattern, text)).toBe(fits);
  });
});
