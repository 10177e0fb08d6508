import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { ProgramModel } from '#domain/report/program-model';
import { saysItsPlace } from '#domain/report/program-model';
import type { CallNode, CallSketch } from './call-picture';
import { gapOf } from './gaps';
import type { GraphLayout, GraphShape } from './graph-layout';
import type { ShownPlaces } from './shown-places';
import type { ShownText, Words } from './shown-words';
import { findingAnchor, titleOf } from './verdict-view';
import type { Anchor, Gap } from './view-parts';

const LABEL_CHARACTERS = 26;
/** About that of a character, and of a box around text of one line, in pixels. */
const [CHARACTER, PADDING, HEIGHT] = [7.3, 20, 28] as const;
const LEAST_WIDTH = 60;

export interface CallBox {
  readonly kind: CallNode['kind'];
  readonly label: Words;
  /** Beside it, such as the address of the evidence. */
  readonly note?: string;
  readonly to?: Anchor;
  /** As large as its label needs, in pixels. */
  readonly size: { readonly width: number; readonly height: number };
}

export interface CallArrow {
  readonly from: number;
  readonly to: number;
  readonly skipped?: number;
}

/** The picture of calls: boxes, arrows, and once it is laid out where they lie. */
export interface CallsView {
  /** What the calls lead to; without it, they are those from a start. */
  readonly title?: Words;
  readonly to?: Anchor;
  readonly boxes: readonly CallBox[];
  readonly arrows: readonly CallArrow[];
  readonly layout?: GraphLayout;
  /** Why there is no picture, or it begins elsewhere than the program. */
  readonly gap?: Gap;
}

export function callsView(
  document: AnalysisDocument,
  sketch: CallSketch | undefined,
  model: ProgramModel,
  places: ShownPlaces,
  shown: ShownText,
): CallsView {
  if (sketch === undefined) {
    const gap = gapOf(document, 'code', 'calls that are known');
    return { boxes: [], arrows: [], gap };
  }
  const { finding, nodes, edges, isFromUncalled } = sketch;
  const boxes = nodes.map((node): CallBox => {
    if (node.kind === 'evidence') {
      const { value = '', address, kind = 'fact' } = finding?.evidence[node.evidence] ?? {};
      const label = shown.of(value, LABEL_CHARACTERS);
      return {
        kind: 'evidence',
        label,
        size: sizeOf(label),
        note: address === undefined ? kind : `${kind} at ${address}`,
      };
    }
    const each = model.document.functions[node.place];
    const to = places.anchor('function', node.place);
    const label =
      each === undefined || saysItsPlace(each) ? (each?.address ?? '') : shown.of(each.name, LABEL_CHARACTERS);
    return {
      kind: node.kind,
      label,
      size: sizeOf(label),
      ...(each !== undefined && { note: each.address }),
      ...(to !== undefined && { to }),
    };
  });
  const place = finding === undefined ? -1 : (document.security_findings?.findings.indexOf(finding) ?? -1);
  const gap: Gap = {
    state: 'unknown',
    text: 'Not known: how this is reached from where the program starts; calls through pointers, such as tables and callbacks, are not followed. The picture begins where no caller is known.',
  };
  return {
    ...(finding !== undefined && { title: titleOf(finding, shown) }),
    ...(place >= 0 && { to: findingAnchor(place) }),
    boxes,
    arrows: edges,
    ...(isFromUncalled && { gap }),
  };
}

/** Once it is known where all of it lies. */
export function callsLaidOut(calls: CallsView, layout: (shape: GraphShape) => GraphLayout): CallsView {
  return calls.boxes.length === 0 ? calls : { ...calls, layout: layout(graphShape(calls)) };
}

/** The boxes and arrows without what is written there. */
export function graphShape({ boxes, arrows }: CallsView): GraphShape {
  return { nodes: boxes.map(({ size }) => size), edges: arrows.map(({ from, to }) => [from, to]) };
}

function sizeOf(label: Words): CallBox['size'] {
  return { width: Math.max(LEAST_WIDTH, PADDING + CHARACTER * lengthOf(label)), height: HEIGHT };
}

/** Characters; of what is withheld, those of the words that say so. */
function lengthOf(label: Words): number {
  if (typeof label === 'string') return label.length;
  return label.withheld === undefined ? label.text.length + (label.cut === undefined ? 0 : 1) : 'withheld'.length;
}
