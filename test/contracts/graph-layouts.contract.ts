import type { GraphLayouts } from '#application/ports/graph-layouts.port';
import type { GraphLayout, GraphShape } from '#domain/views/graph-layout';

/** What `GraphLayouts` promises. */
export function describeGraphLayoutsContract(name: string, make: () => GraphLayouts): void {
  describe(`${name} keeps the contract of GraphLayouts`, () => {
    const boxes = (count: number): GraphShape['nodes'] =>
      Array.from({ length: count }, (_, index) => ({ width: 60 + index, height: 28 }));
    const shapes: Readonly<Record<string, GraphShape>> = {
      'a chain': { nodes: boxes(3), edges: [[0, 1], [1, 2]] }, // prettier-ignore
      'a circle, and a box that calls itself': { nodes: boxes(3), edges: [[0, 1], [1, 0], [2, 2]] }, // prettier-ignore
      'boxes without arrows': { nodes: boxes(4), edges: [] },
      'two arrows between the same boxes': { nodes: boxes(2), edges: [[0, 1], [0, 1]] }, // prettier-ignore
    };

    it.each(Object.entries(shapes))('lays out %s: boxes within it, apart from each other', async (_, shape) => {
      const layout = await make().lay(shape);
      expect(layout?.nodes).toHaveLength(shape.nodes.length);
      expect(layout?.edges).toHaveLength(shape.edges.length);
      expect(faultsOf(shape, layout)).toEqual([]);
    });

    it('gives the same shape the same layout', async () => {
      const layouts = make();
      const shape = shapes['a chain'] ?? { nodes: [], edges: [] };
      expect(await layouts.lay(shape)).toEqual(await layouts.lay(shape));
    });

    it('gives up, without an error, what is too large to be looked at', async () => {
      expect(await make().lay({ nodes: boxes(100_000), edges: [] })).toBeUndefined();
    });
  });
}

function faultsOf({ nodes }: GraphShape, layout: GraphLayout | undefined): readonly string[] {
  if (layout === undefined) return ['there is none'];
  const rooms = layout.nodes.map(([x, y], index) => {
    const { width, height } = nodes[index] ?? { width: 0, height: 0 };
    return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
  });
  const faults = rooms.flatMap(({ left, right, top, bottom }, index) =>
    left < 0 || top < 0 || right > layout.width || bottom > layout.height ? [`box ${index} lies outside`] : [],
  );
  for (const [index, one] of rooms.entries())
    for (const other of rooms.slice(index + 1))
      if (one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
        faults.push(`box ${index} lies on another`);
  for (const [index, points] of layout.edges.entries())
    if (points.length < 4 || points.length % 3 !== 1 || !points.flat().every(Number.isFinite))
      faults.push(`arrow ${index} has no curve`);
  return faults;
}
