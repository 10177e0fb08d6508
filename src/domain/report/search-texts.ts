import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { Address } from '#domain/shared/address';
import type { FactKind, FactSource } from './fact';

/** What a fact is found by: its names and contents as the file has them, and where it is. */
export interface SearchTexts {
  readonly texts: readonly (string | undefined)[];
  readonly address?: Address | undefined;
}

type Reader = (document: AnalysisDocument, index: number) => SearchTexts;

const TEXTS: Partial<Readonly<Record<FactKind, Reader>>> = {
  function: ({ functions }, index) => ({ texts: [functions[index]?.name], address: functions[index]?.address }),
  import_use: ({ imports }, index) => {
    const { name, library, address } = imports[index] ?? {};
    return { texts: [name, library], address };
  },
  string: ({ strings }, index) => ({ texts: [strings[index]?.content], address: strings[index]?.address }),
  export: ({ exports }, index) => {
    const { name, forwarder, address } = exports[index] ?? {};
    return { texts: [name, forwarder], address };
  },
  section: ({ sections }, index) => ({ texts: [sections[index]?.name], address: sections[index]?.address }),
  resource: ({ resources }, index) => ({ texts: [resources[index]?.type, resources[index]?.name] }),
  finding: ({ security_findings: security }, index) => {
    const { id, title } = security?.findings[index] ?? {};
    return { texts: [id, title] };
  },
};

/** Of a fact of any kind; where no list has them, its line. */
export function searchTexts(source: FactSource, index: number, document: AnalysisDocument): SearchTexts {
  return TEXTS[source.kind]?.(document, index) ?? { texts: [source.text(index).text] };
}

/** Kinds that a search looks through where it is not told which: what a program says of itself is among its strings. */
export function isSearched(kind: FactKind): boolean {
  return kind !== 'self_description';
}
