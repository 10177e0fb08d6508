import type { JSX } from 'preact';

import { Problem } from '../parts/problem';
import { hrefOf } from '../shell/route';
import { FileHead } from './file-head';
import { FilePart } from './file-part';
import { SearchBox } from './search-box';
import { Tabs } from './tabs';
import { UnfinishedJob } from './unfinished-job';
import { useFile } from './use-file';

interface FileViewProps {
  readonly id: string;
  readonly part: readonly string[];
  readonly query: URLSearchParams;
}

/** All of one file. */
export function FileView({ id, part, query }: FileViewProps): JSX.Element {
  const { job, result, refusal } = useFile(id);
  if (job === undefined) {
    return (
      <>
        <h1 tabIndex={-1}>{refusal === undefined ? 'Reading …' : 'This cannot be shown'}</h1>
        {refusal !== undefined && <Problem refusal={refusal} />}
        {refusal !== undefined && <a href={hrefOf([])}>All files</a>}
      </>
    );
  }
  return (
    <>
      <FileHead job={job} result={result} />
      {refusal !== undefined && <Problem refusal={refusal} />}
      {job.status !== 'completed' && <UnfinishedJob job={job} hasResult={result !== undefined} />}
      {result !== undefined && (
        <>
          <SearchBox id={id} given={part[0] === 'search' ? (query.get('q') ?? '') : ''} />
          <Tabs id={id} at={part[0] ?? ''} summary={result.summary} />
          <FilePart id={id} part={part} query={query} result={result} />
        </>
      )}
    </>
  );
}
