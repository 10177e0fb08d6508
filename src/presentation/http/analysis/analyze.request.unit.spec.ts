import { plainToInstance } from 'class-transformer';

import { FOCUS_AREAS } from '#domain/document/focus-area';
import { validated } from '#presentation/http/body/validated';
import { analysisOptions, AnalyzeRequest } from './analyze.request';

const refused = (field: string): Error =>
  expect.objectContaining({ code: 'INVALID_OPTION', details: [expect.objectContaining({ field })] }) as Error;

describe('the time of an analysis', () => {
  const LIMITS = { timeoutSeconds: 600, defaultTimeoutSeconds: 300 };

  it.each([
    [{}, LIMITS, 300],
    [{ timeout_seconds: 60 }, LIMITS, 60],
    [{ timeout_seconds: 1200 }, LIMITS, 600],
    [{}, { ...LIMITS, timeoutSeconds: 30 }, 30],
    [{}, { timeoutSeconds: 3600, defaultTimeoutSeconds: 3600 }, 3600],
  ])('that asks for %j is, by %j, %d seconds', (raw, limits, seconds) => {
    expect(analysisOptions(validated(AnalyzeRequest, raw), limits).timeoutSeconds).toBe(seconds);
  });
});

describe('AnalyzeRequest', () => {
  it('takes a list as text or as entries', () => {
    for (const given of ['imports, strings', ['imports', 'strings']])
      expect(validated(AnalyzeRequest, { focus_areas: given }).focus_areas).toEqual(['imports', 'strings']);
    expect(validated(AnalyzeRequest, { focus_areas: FOCUS_AREAS.join(',') }).focus_areas).toEqual(FOCUS_AREAS);
  });

  it('looks at no more of a list than could be right', () => {
    for (const given of ['a,'.repeat(8000), Array<string>(400).fill('a'), Array<string>(400).fill('a,a,a')]) {
      const { focus_areas: areas } = plainToInstance(AnalyzeRequest, { focus_areas: given });
      expect(areas).toHaveLength(FOCUS_AREAS.length + 1);
    }
  });

  it.each([
    ['areas in one text', { focus_areas: 'a,'.repeat(8000) }, 'focus_areas'],
    ['areas that are right each, but too many', { focus_areas: 'imports,'.repeat(8000) }, 'focus_areas'],
    ['patterns with very many entries', { custom_patterns: `[${'{},'.repeat(5000)}{}]` }, 'custom_patterns'],
    ['patterns that are nested deep', { custom_patterns: `${'['.repeat(8000)}${']'.repeat(8000)}` }, 'custom_patterns'],
    ['patterns that name a prototype', { custom_patterns: '[{"__proto__":{}}]' }, 'custom_patterns'],
  ])('refuses %s', (_what, raw, field) => {
    expect(() => validated(AnalyzeRequest, raw)).toThrow(refused(field));
  });
});
