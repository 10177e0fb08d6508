import fc from 'fast-check';

import type { FunctionInfo } from '#domain/document/functions';
import type { Import } from '#domain/document/symbols';
import { address } from '#domain/shared/address';
import { anImport, someFunctions, someStrings } from '#test/builders/document';
import { relationColumns } from './relation-columns';
import { RelationGraph } from './relation-graph';

const IMPORTS: readonly Import[] = [
  anImport('connect', { address: address(0x9000) }),
  anImport('stderr'),
  anImport('Ordinal_7', { address: address(0x9008), library: 'A.dll', used_by: [address(0x1000)], used_by_total: 1 }),
  anImport('Ordinal_7', { address: address(0x9010), library: 'B.dll', used_by: [address(0x1040)], used_by_total: 1 }),
];
const STRINGS = someStrings(3).map((each, index) => (index === 2 ? { ...each, address: address(0x40_0000) } : each));

/** Functions that call these, by their places in the list; -1: `connect`. */
function calling(lists: readonly (readonly number[])[], facts: Partial<FunctionInfo> = {}): readonly FunctionInfo[] {
  const all = someFunctions(lists.length);
  return all.map((each, index) => ({
    ...each,
    calls_to: (lists[index] ?? []).map((to) => {
      const { address: place, name } = all[to] ?? { address: address(0x9000), name: 'connect' };
      return { address: place, name };
    }),
    ...(index === 0 && facts),
  }));
}

function graphOf(functions: readonly FunctionInfo[]): RelationGraph {
  return new RelationGraph(relationColumns({ functions, imports: IMPORTS, strings: STRINGS }));
}

const [FIRST, SECOND] = [address(0x1000), address(0x1040)];

describe('a graph of relations', () => {
  it('knows who calls a function or an import, and whom a function calls', () => {
    const graph = graphOf(calling([[1, 2], [-1], [0]]));
    expect([...graph.functionsThat({ calls: address(0x9000) })]).toEqual([1]);
    expect([...graph.functionsThat({ calls: FIRST })]).toEqual([2]);
    expect([...graph.functionsThat({ calledBy: FIRST })]).toEqual([1, 2]);
    expect([...graph.functionsThat({ calledBy: FIRST, calls: FIRST })]).toEqual([2]);
    expect([...graph.functionsThat({ calls: address(0x5555) })]).toEqual([]);
  });

  it('does not take what has no address for what lies at 0', () => {
    const graph = graphOf(calling([[]], { imports: ['stderr'] }));
    expect([...graph.functionsThat({ refersTo: address(0) })]).toEqual([]);
    expect([...graph.functionsThat({ imports: [Uint32Array.of(1)] })]).toEqual([0]);
  });

  it('knows who uses what, and what a function uses', () => {
    const uses = { imports: ['connect'], strings: [{ address: address(0x40_0000), content: 'text 0' }] };
    const graph = graphOf(calling([[], []], uses));
    expect([...graph.usedBy('imports', FIRST)]).toEqual([0]);
    expect([...graph.usedBy('strings', FIRST)]).toEqual([0, 2]);
    expect([...graph.usedBy('strings', SECOND)]).toEqual([]);
    expect([...graph.functionsThat({ strings: [Uint32Array.of(2)] })]).toEqual([0]);
    expect([...graph.functionsThat({ imports: [Uint32Array.of(0), Uint32Array.of(1)] })]).toEqual([]);
    for (const target of [0x40_0000, 0x9000])
      expect([...graph.functionsThat({ refersTo: address(target) })]).toEqual([0]);
  });

  it('tells imports of one name from several libraries apart', () => {
    const both = someFunctions(2).map((each) => ({ ...each, imports: ['Ordinal_7'] }));
    const graph = graphOf(both);
    expect([...graph.functionsThat({ refersTo: address(0x9008) })]).toEqual([0]);
    expect([...graph.functionsThat({ refersTo: address(0x9010) })]).toEqual([1]);
  });

  it('knows of a function with a list that is cut also what the other side tells', () => {
    const [first, second, third] = someFunctions(3);
    const functions = [
      { ...first, calls_to: [], imports: ['connect'], strings: [], totals: { calls_to: 1, imports: 2, strings: 1 } },
      { ...second, calls_from: [{ address: FIRST, name: 'cut' }] },
      { ...third, strings: [] },
    ] as readonly FunctionInfo[];
    const imports = [anImport('connect', { used_by: [FIRST] }), anImport('send', { used_by: [FIRST] })];
    const strings = someStrings(2).map((each, index) => ({ ...each, used_by: index === 1 ? [FIRST] : [] }));
    const graph = new RelationGraph(relationColumns({ functions, imports, strings }));
    expect([...graph.functionsThat({ calledBy: FIRST })]).toEqual([1]);
    expect([...graph.usedBy('imports', FIRST)]).toEqual([0, 1]);
    expect([...graph.usedBy('strings', FIRST)]).toEqual([1]);
    expect([...graph.functionsThat({ strings: [Uint32Array.of(1)] })]).toEqual([0]);
  });

  it('shows what is around a function, as far and as much as was asked for', () => {
    const graph = graphOf(calling([[1, 2], [3], [3, 0], [-1]]));
    const ask = { from: FIRST, direction: 'callees', depth: 1, maxNodes: 10 } as const;
    const edges = [
      [0, 1],
      [0, 2],
      [2, 0],
    ];
    expect(graph.around(ask)).toEqual({ nodes: [0, 1, 2], edges, truncated: false });
    expect(graph.around({ ...ask, depth: 3 })?.nodes).toEqual([0, 1, 2, 3, 4]);
    expect(graph.around({ ...ask, depth: 3, maxNodes: 2 })).toEqual({
      nodes: [0, 1],
      edges: [[0, 1]],
      truncated: true,
    });
    expect(graph.around({ ...ask, from: address(0x9000), direction: 'callers', depth: 2 })?.nodes).toEqual([
      4, 3, 1, 2,
    ]);
    expect(graph.around({ ...ask, from: SECOND, direction: 'both' })?.nodes).toEqual([1, 3, 0]);
    expect(graph.around({ ...ask, from: address(0x5555) })).toBeUndefined();
  });

  it('bounds the calls between what it shows', () => {
    const everyone = Array.from({ length: 60 }, (_, index) => index);
    const shown = graphOf(calling(everyone.map(() => everyone))).around({
      ...{ from: FIRST, direction: 'callees', depth: 1, maxNodes: 60 },
    });
    expect([shown?.nodes.length, shown?.edges.length, shown?.truncated]).toEqual([60, 1200, true]);
  });

  it('reaches what calls lead to and nothing else, whatever the circles', () => {
    const anyCalls = fc.array(fc.array(fc.nat({ max: 11 }), { maxLength: 3 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(anyCalls, (lists) => {
        const reached = new Set<number>();
        const visit = (from: number): void => {
          for (const to of lists[from] ?? []) {
            if (reached.has(to)) continue;
            reached.add(to);
            visit(to);
          }
        };
        visit(0);
        const graph = graphOf(calling(lists));
        const expected = [...reached].sort((a, b) => a - b);
        expect([...graph.functionsThat({ reachableFrom: FIRST })]).toEqual(expected);
        const around = graph.around({ from: FIRST, direction: 'callees', depth: 12, maxNodes: 100 });
        expect(new Set(around?.nodes)).toEqual(new Set([0, ...expected]));
      }),
    );
  });
});
