import type { EngineProgress } from '#application/ports/analysis-engine.port';
import { risingProgress } from './rising-progress';

describe('rising progress', () => {
  it('goes on in whole percents, and tells each stage and each percent once', () => {
    const told: EngineProgress[] = [];
    const tell = risingProgress((progress) => told.push(progress));
    for (const percent of [5, 5]) tell({ stage: 'structure', percent });
    for (const percent of [40, 40.4, 40.9, 41.2, 41.9, 85]) tell({ stage: 'code', percent });
    // Another engine begins again.
    for (const percent of [5, 30]) tell({ stage: 'structure', percent });
    tell({ stage: 'code', percent: 95 });
    expect(told.map(({ stage, percent }) => `${stage} ${percent}`)).toEqual([
      'structure 5',
      'code 40',
      'code 41',
      'code 85',
      'structure 85',
      'code 95',
    ]);
  });
});
