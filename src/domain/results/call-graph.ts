import type { FunctionType } from '#domain/document/functions';
import type { ImportCategory } from '#domain/document/import-category';
import type { Address } from '#domain/shared/address';

export const CALL_DIRECTIONS = ['callees', 'callers', 'both'] as const;
export type CallDirection = (typeof CALL_DIRECTIONS)[number];

export const CALL_GRAPH_LIMITS = {
  depth: { most: 100, usual: 2 },
  nodes: { most: 2000, usual: 200 },
  /** For each node that may be. */
  edges: 20,
} as const;

/** What of all calls is wanted. */
export interface CallGraphRequest {
  /** Of a function, or of an import. */
  readonly from: Address;
  readonly direction: CallDirection;
  /** Calls between it and the furthest. */
  readonly depth: number;
  readonly maxNodes: number;
}

/** By places in the sections; functions first, imports behind them. The first node is the one that was asked for. */
export interface CallNeighbourhood {
  readonly nodes: readonly number[];
  /** Calls between them, from caller to callee: positions in `nodes`. */
  readonly edges: readonly (readonly [caller: number, callee: number])[];
  /** There were more within the depth than may be shown. */
  readonly truncated: boolean;
}

export interface CallNode {
  readonly address: Address;
  readonly name: string;
  /** Of a function its type, of an import that is none its category. */
  readonly kind: 'function' | 'import';
  readonly type: FunctionType | ImportCategory;
}

export interface CallGraph {
  readonly nodes: readonly CallNode[];
  readonly edges: readonly { readonly from: Address; readonly to: Address }[];
  readonly truncated: boolean;
}
