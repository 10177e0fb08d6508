import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { FunctionInfo } from '#domain/document/functions';
import type { ExtractedString } from '#domain/document/strings';
import type { Export } from '#domain/document/symbols';
import { once } from '#domain/shared/once';
import type { RankColumns } from './rank-columns';
import { rankColumns } from './rank-columns';

/** The longest lists of a result, one item at a time: where they are stored in pages, the rest of them is not read. */
export interface ResultLists {
  readonly ranks: () => RankColumns;
  functionAt(place: number): FunctionInfo | undefined;
  stringAt(place: number): ExtractedString | undefined;
  exportAt(place: number): Export | undefined;
}

/** Of a document that is all there. */
export function listsOf(document: AnalysisDocument): ResultLists {
  return {
    ranks: once(() => rankColumns(document)),
    functionAt: (place) => document.functions[place],
    stringAt: (place) => document.strings[place],
    exportAt: (place) => document.exports[place],
  };
}
