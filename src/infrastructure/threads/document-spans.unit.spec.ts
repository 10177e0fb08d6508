import { stageSpans } from './document-spans';

describe('the spans of a document', () => {
  it('are its stages, one behind the other, and its packing to the end', () => {
    const stages = [
      { name: 'intake', status: 'ok', elapsed_ms: 7 },
      { name: 'structure', status: 'ok', elapsed_ms: 100 },
      { name: 'code', status: 'timeout', elapsed_ms: 300 },
      { name: 'depth', status: 'skipped', elapsed_ms: 0 },
      { name: 'meaning', status: 'ok', elapsed_ms: 50 },
    ];
    const spans = stageSpans({ facts: { metadata: { stages } } } as never, 1000, 1500, 'parent');
    expect(spans.map(({ name, startedAt, endedAt, attributes }) => [name, startedAt, endedAt, attributes])).toEqual([
      ['structure', 1000, 1100, { 'bin2nlp.outcome': 'ok' }],
      ['code', 1100, 1400, { 'bin2nlp.outcome': 'timeout' }],
      ['meaning', 1400, 1450, { 'bin2nlp.outcome': 'ok' }],
      ['packing', 1450, 1500, {}],
    ]);
    expect(new Set(spans.map(({ parent }) => parent))).toEqual(new Set(['parent']));
  });
});
