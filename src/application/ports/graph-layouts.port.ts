import type { GraphLayout, GraphShape } from '#domain/views/graph-layout';

/** Lays out graphs. No text reaches it: boxes have a size, and arrows lead from one to another. */
export abstract class GraphLayouts {
  /**
   * Every box lies within the layout, and every arrow has its points. The same shape gives the same layout.
   *
   * @returns `undefined` where it is too large to be looked at, or cannot be laid out in a moment: never an error.
   */
  abstract lay(shape: GraphShape): Promise<GraphLayout | undefined>;
}
