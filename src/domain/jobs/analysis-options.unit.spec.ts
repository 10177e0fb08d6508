import { sha256 } from '#domain/shared/sha256';
import type { AnalysisOptions } from './analysis-options';
import { contentKey, includes } from './analysis-options';

const SAMPLE = sha256('a'.repeat(64));
const OPTIONS: AnalysisOptions = {
  depth: 'standard',
  focusAreas: [],
  timeoutSeconds: 300,
  priority: 0,
  forceReanalysis: false,
  enableSecurityScan: true,
  customPatterns: [],
};
const VERSIONS = { engine: 'engine-1', rules: 'rules-1' };

describe('contentKey', () => {
  const base = contentKey(SAMPLE, OPTIONS, VERSIONS);

  it('is the same for what does not change the result', () => {
    expect(contentKey(SAMPLE, { ...OPTIONS, timeoutSeconds: 30, priority: 9, forceReanalysis: true }, VERSIONS)).toBe(
      base,
    );
    const strings = contentKey(SAMPLE, { ...OPTIONS, focusAreas: ['imports', 'strings'] }, VERSIONS);
    expect(contentKey(SAMPLE, { ...OPTIONS, focusAreas: ['strings', 'imports'] }, VERSIONS)).toBe(strings);
  });

  it('is another for other content, options, engine or rules', () => {
    const others = [
      contentKey(sha256('b'.repeat(64)), OPTIONS, VERSIONS),
      contentKey(SAMPLE, { ...OPTIONS, depth: 'quick' }, VERSIONS),
      contentKey(SAMPLE, { ...OPTIONS, focusAreas: ['strings'] }, VERSIONS),
      contentKey(SAMPLE, { ...OPTIONS, enableSecurityScan: false }, VERSIONS),
      contentKey(SAMPLE, { ...OPTIONS, customPatterns: [{ name: 'a', pattern: 'b', severity: 'low' }] }, VERSIONS),
      contentKey(SAMPLE, OPTIONS, { ...VERSIONS, engine: 'engine-2' }),
      contentKey(SAMPLE, OPTIONS, { ...VERSIONS, rules: 'rules-2' }),
    ];
    expect(new Set([base, ...others]).size).toBe(8);
  });
});

describe('includes', () => {
  it('takes an empty focus and security for everything', () => {
    expect(includes({ focusAreas: [] }, 'strings')).toBe(true);
    expect(includes({ focusAreas: ['security'] }, 'functions')).toBe(true);
    expect(includes({ focusAreas: ['imports'] }, 'functions')).toBe(false);
  });
});
