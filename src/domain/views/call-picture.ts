import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { Finding } from '#domain/document/security-findings';
import { findPaths, pathsFromUncalled } from '#domain/report/find-paths';
import type { ProgramModel } from '#domain/report/program-model';
import { strongest } from './verdict-view';

const MOST_NODES = 24;
const MOST_PATHS = 6;
const MOST_EVIDENCE = 10;
/** Of a long path: where it starts, and where it leads. */
const [FIRST_KEPT, LAST_KEPT] = [2, 5] as const;
const MOST_CALLEES = 12;

/** What is drawn: a function by its place in the document, or a piece of evidence by its place in the finding. */
export type CallNode =
  | { readonly kind: 'function' | 'start' | 'end'; readonly place: number }
  | { readonly kind: 'evidence'; readonly evidence: number };

export interface CallEdge {
  readonly from: number;
  readonly to: number;
  /** Functions of the path that are not drawn between both. */
  readonly skipped?: number;
}

/** The calls that lead to what a finding rests on; without one, those from where the program starts. */
export interface CallSketch {
  readonly finding?: Finding;
  readonly nodes: readonly CallNode[];
  /** By places among the nodes. */
  readonly edges: readonly CallEdge[];
  /** No chain of calls from a start of the program is known: paths begin where no caller is known. */
  readonly isFromUncalled: boolean;
}

/** `undefined` where no calls are known, or the code that a finding rests on is not. */
export function callSketch(document: AnalysisDocument, model: ProgramModel): CallSketch | undefined {
  if (!document.functions.some(({ calls_to: calls = [] }) => calls.length > 0)) return undefined;
  for (const finding of strongest(document, Infinity)) {
    const ends = endsOf(finding, model);
    if (ends.size > 0) return towards(finding, ends, model);
  }
  return fromStart(model);
}

/** Pieces of evidence by the function that has them. */
function endsOf({ evidence }: Finding, model: ProgramModel): ReadonlyMap<number, readonly number[]> {
  const ends = new Map<number, number[]>();
  for (const [index, { function: name }] of evidence.slice(0, MOST_EVIDENCE).entries()) {
    const [place, second] = name === undefined ? [] : model.functions.named(name);
    if (place === undefined || second !== undefined) continue;
    const known = ends.get(place);
    if (known === undefined) ends.set(place, [index]);
    else known.push(index);
  }
  return ends;
}

function towards(finding: Finding, ends: ReadonlyMap<number, readonly number[]>, model: ProgramModel): CallSketch {
  const sought = { ends: [...ends.keys()], most: MOST_PATHS };
  const started = findPaths(model.calls(), { ...sought, starts: startsOf(model) }).paths;
  const paths = started.length > 0 ? started : pathsFromUncalled(model.calls(), sought).paths;
  const sketch = new Sketch();
  for (const path of paths.length > 0 ? paths : sought.ends.map((end) => [end])) sketch.path(path, ends);
  for (const [place, evidence] of ends) for (const index of evidence) sketch.evidence(finding, place, index, ends);
  return { finding, nodes: sketch.nodes, edges: sketch.edges, isFromUncalled: started.length === 0 };
}

function fromStart(model: ProgramModel): CallSketch | undefined {
  const { functions } = model.document;
  const starts = startsOf(model);
  const named = starts.find((place) =>
    /^(?:(?:sym|dbg)\.)?_?w?(?:main|WinMain|main\.main)$/.test(functions[place]?.name ?? ''),
  );
  const start = named ?? starts.find((place) => model.calls().callees(place).length > 0);
  if (start === undefined) return undefined;
  const sketch = new Sketch();
  for (const callee of [...new Set(model.calls().callees(start))].slice(0, MOST_CALLEES))
    sketch.path([start, callee], new Map());
  return { nodes: sketch.nodes, edges: sketch.edges, isFromUncalled: false };
}

function startsOf(model: ProgramModel): readonly number[] {
  return model.document.functions.flatMap((_, place) => (model.distance(place) === 0 ? [place] : []));
}

/** Nodes and edges, each once, as many as can be looked at. */
class Sketch {
  readonly nodes: CallNode[] = [];
  readonly edges: CallEdge[] = [];
  private readonly known = new Map<string, number>();

  path(path: readonly number[], ends: ReadonlyMap<number, unknown>): void {
    const skipped = path.length - FIRST_KEPT - LAST_KEPT;
    const kept = skipped > 1 ? [...path.slice(0, FIRST_KEPT), ...path.slice(-LAST_KEPT)] : path;
    if (this.nodes.length + kept.length > MOST_NODES && this.nodes.length > 0) return;
    let before: number | undefined;
    for (const [index, place] of kept.entries()) {
      const kind = ends.has(place) ? 'end' : index === 0 ? 'start' : 'function';
      const node = this.node(`${place}`, { kind, place });
      if (before !== undefined)
        this.edge({ from: before, to: node, ...(skipped > 1 && index === FIRST_KEPT && { skipped }) });
      before = node;
    }
  }

  /** What a function uses, once whatever many say so. */
  evidence({ evidence }: Finding, place: number, index: number, ends: ReadonlyMap<number, unknown>): void {
    if (this.nodes.length >= MOST_NODES) return;
    const { kind, value } = evidence[index] ?? { kind: 'fact', value: '' };
    const from = this.node(`${place}`, { kind: ends.has(place) ? 'end' : 'function', place });
    this.edge({ from, to: this.node(`${kind} ${value}`, { kind: 'evidence', evidence: index }) });
  }

  private node(name: string, node: CallNode): number {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    this.known.set(name, this.nodes.length);
    this.nodes.push(node);
    return this.nodes.length - 1;
  }

  private edge(edge: CallEdge): void {
    if (!this.edges.some(({ from, to }) => from === edge.from && to === edge.to)) this.edges.push(edge);
  }
}
