import type { GraphLayout, GraphShape, Point } from '#domain/views/graph-layout';

/** Points of a page in one inch of Graphviz. */
const INCH = 72;
const MARGIN = 8;

/** The shape in the language of Graphviz: sizes and numbers alone. */
export function dotOf({ nodes, edges }: GraphShape): string {
  const boxes = nodes.map(({ width, height }, place) => `n${place}[width=${inches(width)},height=${inches(height)}]`);
  const arrows = edges.map(([from, to]) => `n${from}->n${to}`);
  return `digraph{graph[nodesep=0.3,ranksep=0.55];node[shape=box,fixedsize=true,label=""];${[...boxes, ...arrows].join(';')}}`;
}

/**
 * What Graphviz answers in its format `plain`: a line a box and an arrow, in inches from the bottom left.
 *
 * @returns `undefined` where boxes or arrows of the shape are missing.
 * @see https://graphviz.org/docs/outputs/plain/
 */
export function readPlain(text: string, { nodes, edges }: GraphShape): GraphLayout | undefined {
  const lines = text.split('\n').map((line) => line.split(' '));
  const [, , width = NaN, height = NaN] = (lines.find(([word]) => word === 'graph') ?? []).map(Number);
  const point = (x: number | undefined, y: number | undefined): Point => [
    (x ?? NaN) * INCH + MARGIN,
    (height - (y ?? NaN)) * INCH + MARGIN,
  ];
  const centres = new Map<string, Point>();
  const drawn = new Map<string, (readonly Point[])[]>();
  for (const [word, first = '', ...rest] of lines) {
    if (word === 'node') centres.set(first, point(Number(rest[0]), Number(rest[1])));
    if (word !== 'edge') continue;
    const numbers = rest.slice(2, 2 + 2 * Number(rest[1])).map(Number);
    const points = Array.from({ length: numbers.length >> 1 }, (_, at) => point(numbers[2 * at], numbers[2 * at + 1]));
    const name = `${first} ${rest[0] ?? ''}`;
    drawn.set(name, [...(drawn.get(name) ?? []), points]);
  }
  const layout = {
    width: width * INCH + 2 * MARGIN,
    height: height * INCH + 2 * MARGIN,
    nodes: nodes.map((_, place) => centres.get(`n${place}`) ?? []),
    edges: edges.map(([from, to]) => drawn.get(`n${from} n${to}`)?.shift() ?? []),
  };
  const isWhole =
    layout.nodes.every(isFinitePoint) &&
    layout.edges.every((points) => points.length >= 4 && points.every(isFinitePoint));
  return isWhole ? (layout as GraphLayout) : undefined;
}

function isFinitePoint(point: readonly number[]): boolean {
  return point.length === 2 && point.every(Number.isFinite);
}

function inches(points: number): string {
  return (points / INCH).toFixed(3);
}
