import type { JSX } from 'preact';

import { CompareView } from '../facts/compare-view';
import { FactCard } from '../facts/fact-card';
import { PathsView } from '../facts/paths-view';
import { SearchView } from '../facts/search-view';
import { SimilarView } from '../facts/similar-view';
import { ExportsList } from '../lists/exports-list';
import { FunctionView } from '../lists/function-view';
import { FunctionsList } from '../lists/functions-list';
import { ImportsList } from '../lists/imports-list';
import { SectionsList } from '../lists/sections-list';
import { StringsList } from '../lists/strings-list';
import type { Result } from '../service/shapes';
import { FindingsView } from './findings-view';
import { Overview } from './overview';

interface FilePartProps {
  readonly id: string;
  readonly part: readonly string[];
  readonly query: URLSearchParams;
  readonly result: Result;
}

/** The part of a file that the address names. */
export function FilePart({ id, part, query, result }: FilePartProps): JSX.Element {
  const [name = '', of] = part;
  const list = { id, query, isPartial: result.isPartial };
  if (name === 'functions' && of !== undefined) return <FunctionView key={of} id={id} of={of} />;
  if (name === 'facts' && of !== undefined) return <FactCard key={of} id={id} of={of} />;
  const parts: Readonly<Record<string, () => JSX.Element>> = {
    functions: () => <FunctionsList {...list} />,
    strings: () => <StringsList {...list} />,
    imports: () => <ImportsList {...list} />,
    exports: () => <ExportsList {...list} />,
    sections: () => <SectionsList {...list} summary={result.summary} />,
    findings: () => <FindingsView id={id} result={result} />,
    search: () => <SearchView id={id} query={query} />,
    paths: () => <PathsView id={id} query={query} />,
    compare: () => <CompareView id={id} query={query} />,
    similar: () => <SimilarView id={id} />,
  };
  return (parts[name] ?? (() => <Overview id={id} result={result} />))();
}
