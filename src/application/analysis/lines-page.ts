import type { FunctionInfo } from '#domain/document/functions';

export interface LinesWindow {
  readonly offset: number;
  readonly limit: number;
}

/** Lines `offset` … `offset + limit - 1` of a function. */
export interface LinesPage<Line> {
  /** See `ResultCache.version`. */
  readonly version: string;
  readonly function: Pick<FunctionInfo, 'address' | 'name' | 'size'>;
  readonly lines: readonly Line[];
  /** Of the whole function. */
  readonly total: number;
}
