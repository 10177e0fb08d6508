import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { PagedSection } from '#domain/document/parts';
import { relationColumns } from '#domain/results/relation-columns';
import { RelationGraph } from '#domain/results/relation-graph';
import type { RelationConditions } from '#domain/results/section-query';

/** The places of a section that fit, found by reading all of the document. */
export function relatedPlaces(
  document: AnalysisDocument,
  section: PagedSection,
  { import: name, importAt: at, category, string: text, usedBy, ...rest }: RelationConditions,
): ReadonlySet<number> {
  const graph = new RelationGraph(relationColumns(document));
  if (section !== 'functions')
    return new Set(usedBy === undefined ? [] : graph.usedBy(section as 'imports' | 'strings', usedBy));
  const { imports, strings } = document;
  const placesOf = <Item>(items: readonly Item[], isMeant: (item: Item) => boolean): Uint32Array =>
    Uint32Array.from(items.flatMap((item, place) => (isMeant(item) ? [place] : [])));
  const question = {
    imports: [
      ...(name === undefined ? [] : [placesOf(imports, (each) => each.name === name)]),
      ...(at === undefined ? [] : [placesOf(imports, (each) => each.address === at)]),
      ...(category === undefined ? [] : [placesOf(imports, (each) => each.category === category)]),
    ],
    strings:
      text === undefined ? [] : [placesOf(strings, (each) => each.content.toLowerCase().includes(text.toLowerCase()))],
  };
  return new Set(graph.functionsThat({ ...question, ...rest }));
}
