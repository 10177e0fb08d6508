/** What is to be laid out: boxes by their size, and which leads to which; no text. */
export interface GraphShape {
  readonly nodes: readonly { readonly width: number; readonly height: number }[];
  /** By places among the nodes. */
  readonly edges: readonly (readonly [from: number, to: number])[];
}

export type Point = readonly [x: number, y: number];

/** Where all of it lies, from the top left, in the unit of the boxes. */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  /** Centres of the boxes. */
  readonly nodes: readonly Point[];
  /** Of each edge, in the order of the shape: its beginning, then three points for each cubic curve. */
  readonly edges: readonly (readonly Point[])[];
}

/** The last: room for the head of an arrow. */
const [COLUMN_GAP, ROW_GAP, MARGIN, HEAD] = [24, 48, 8, 8] as const;

/** Rows by how far each node is from one that nothing leads to; drawn at once, whatever the graph. */
export function layeredLayout({ nodes, edges }: GraphShape): GraphLayout {
  const rows = rowsOf(nodes.length, edges);
  const widths = rows.map((row) =>
    row.reduce((sum, node) => sum + (nodes[node]?.width ?? 0) + COLUMN_GAP, -COLUMN_GAP),
  );
  const width = Math.max(0, ...widths) + 2 * MARGIN;
  const centres: Point[] = nodes.map(() => [0, 0]);
  let top: number = MARGIN;
  for (const [index, row] of rows.entries()) {
    const height = Math.max(0, ...row.map((node) => nodes[node]?.height ?? 0));
    let left = (width - (widths[index] ?? 0)) / 2;
    for (const node of row) {
      const own = nodes[node]?.width ?? 0;
      centres[node] = [left + own / 2, top + height / 2];
      left += own + COLUMN_GAP;
    }
    top += height + ROW_GAP;
  }
  const lines = edges.map(([from, to]) =>
    curve(centres[from] ?? [0, 0], centres[to] ?? [0, 0], nodes[from]?.height ?? 0, nodes[to]?.height ?? 0),
  );
  return { width, height: Math.max(0, top - ROW_GAP) + MARGIN, nodes: centres, edges: lines };
}

function rowsOf(count: number, edges: GraphShape['edges']): readonly (readonly number[])[] {
  const rank = new Array<number>(count).fill(-1);
  const isLedTo = new Set(edges.filter(([from, to]) => from !== to).map(([, to]) => to));
  const queue = Array.from({ length: count }, (_, node) => node).filter((node) => !isLedTo.has(node));
  if (queue.length === 0 && count > 0) queue.push(0);
  for (const node of queue) rank[node] = 0;
  for (const node of queue)
    for (const [from, to] of edges) {
      if (from !== node || rank[to] !== -1) continue;
      rank[to] = (rank[node] ?? 0) + 1;
      queue.push(to);
    }
  const rows: number[][] = [];
  for (const [node, row] of rank.entries()) (rows[Math.max(0, row)] ??= []).push(node);
  return rows;
}

function curve([x1, y1]: Point, [x2, y2]: Point, fromHeight: number, toHeight: number): readonly Point[] {
  const isDown = y2 >= y1;
  const start: Point = [x1, y1 + (isDown ? 1 : -1) * (fromHeight / 2)];
  const end: Point = [x2, y2 - (isDown ? 1 : -1) * (toHeight / 2 + HEAD)];
  const middle = (start[1] + end[1]) / 2;
  return [start, [start[0], middle], [end[0], middle], end];
}
