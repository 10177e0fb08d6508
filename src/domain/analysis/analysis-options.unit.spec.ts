import type { AnalysisOptions } from './analysis-options';
import { contentKey, includes } from './analysis-options';
import { sha256 } from '#domain/shared/sha256';

const SAMPLE = sha256('a'.repeat(64));
const OPTIONS: AnalysisOptions = {
  depth: 'standard',
  focusAreas: [],
  timeoutSeconds: 300,
  priority: 0,
  forceReanalysis: false,
};

describe('contentKey', () => {
  const base = contentKey(SAMPLE, OPTIONS, 'engine-1');

  it('is the same for what does not change the result', () => {
    expect(contentKey(SAMPLE, { ...OPTIONS, timeoutSeconds: 30, priority: 9, forceReanalysis: true }, 'engine-1')).toBe(
      base,
    );
    const strings = contentKey(SAMPLE, { ...OPTIONS, focusAreas: ['imports', 'strings'] }, 'engine-1');
    expect(contentKey(SAMPLE, { ...OPTIONS, focusAreas: ['strings', 'imports'] }, 'engine-1')).toBe(strings);
  });

  it('is another for other content, depth, focus or engine', () => {
    const others = [
      contentKey(sha256('b'.repeat(64)), OPTIONS, 'engine-1'),
      contentKey(SAMPLE, { ...OPTIONS, depth: 'quick' }, 'engine-1'),
      contentKey(SAMPLE, { ...OPTIONS, focusAreas: ['strings'] }, 'engine-1'),
      contentKey(SAMPLE, OPTIONS, 'engine-2'),
    ];
    expect(new Set([base, ...others]).size).toBe(5);
  });
});

describe('includes', () => {
  it('takes an empty focus and security for everything', () => {
    expect(includes({ focusAreas: [] }, 'strings')).toBe(true);
    expect(includes({ focusAreas: ['security'] }, 'functions')).toBe(true);
    expect(includes({ focusAreas: ['imports'] }, 'functions')).toBe(false);
  });
});
