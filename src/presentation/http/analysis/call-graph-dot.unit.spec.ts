import { address } from '#domain/shared/address';
import { dotOf } from './call-graph-dot';

const node = (at: number, name: string): Parameters<typeof dotOf>[0]['nodes'][number] => ({
  address: address(at),
  name,
  kind: 'function',
  type: 'function',
});

describe('a graph of calls in DOT', () => {
  it('has a node for each function and a line for each call', () => {
    const nodes = [node(1, 'main'), { ...node(2, 'puts'), kind: 'import', type: 'file' } as const];
    expect(dotOf({ nodes, edges: [{ from: address(1), to: address(2) }], truncated: false }).split('\n')).toEqual([
      'digraph calls {',
      '  "0x1" [label="main"];',
      '  "0x2" [label="puts", shape=box];',
      '  "0x1" -> "0x2";',
      '}',
      '',
    ]);
    expect(dotOf({ nodes, edges: [], truncated: true })).toContain('// Not all');
  });

  it.each([
    ['a"]; evil [label="b', String.raw`"a\"]; evil [label=\"b"`],
    ['ends with \\', String.raw`"ends with \\"`],
    ['\\"; x', String.raw`"\\\"; x"`],
    ['\\N \\G', String.raw`"\\N \\G"`],
    ['<b>bold</b>', '"<b>bold</b>"'],
    ['&quot;', '"&amp;quot;"'],
  ])('lets the name %j mean nothing but itself', (name, label) => {
    expect(dotOf({ nodes: [node(1, name)], edges: [], truncated: false })).toContain(`[label=${label}];\n`);
  });
});
