import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { cancelJob, deleteAnalysis } from '#client/generated/sdk.gen';
import type { Refusal } from '#client/refusal';
import { announce } from '../parts/announce';
import { Problem } from '../parts/problem';
import { countText } from '../parts/words';
import { ask, refusalOf } from '../service/ask';
import type { Job } from '../service/shapes';
import { go, hrefOf, restate } from '../shell/route';
import { DropZone } from './drop-zone';
import { JobRow } from './job-row';
import { UploadRows } from './upload-rows';
import type { JobQuery } from './use-jobs';
import { useJobs } from './use-jobs';

const STATUSES = ['pending', 'processing', 'completed', 'failed', 'cancelled'] as const;
const PAGE = 25;

/** Where one begins: files come in, and what became of them. */
export function JobsView({ query }: { readonly query: URLSearchParams }): JSX.Element {
  const page = Math.max(1, Number(query.get('page') ?? 1) || 1);
  const status = STATUSES.find((each) => each === query.get('status'));
  const asked: JobQuery = { page, page_size: PAGE, ...(status !== undefined && { status }) };
  const jobs = useJobs(asked);
  const state = (changed: Readonly<Record<string, string | undefined>>): void =>
    restate([], { ...(status !== undefined && { status }), ...changed });
  return (
    <>
      <h1 tabIndex={-1}>Files</h1>
      <DropZone />
      <UploadRows />
      <section aria-labelledby="jobs-title">
        <div class="row">
          <h2 id="jobs-title" class="grow">
            Analyses{jobs.page !== undefined && <span class="soft"> {countText(jobs.page.total_count)}</span>}
          </h2>
          <label>
            State{' '}
            <select value={status ?? ''} onChange={(event) => state({ status: event.currentTarget.value })}>
              <option value="">all</option>
              {STATUSES.map((each) => (
                <option value={each}>{each}</option>
              ))}
            </select>
          </label>
        </div>
        {jobs.refusal !== undefined && <Problem refusal={jobs.refusal} again={jobs.again} />}
        {jobs.page === undefined && jobs.refusal === undefined && <p class="soft">Reading …</p>}
        {jobs.page !== undefined && (
          <JobTable jobs={jobs.page.data} isFiltered={status !== undefined} again={jobs.again} />
        )}
        {jobs.page !== undefined && (page > 1 || jobs.page.has_next) && (
          <nav class="row" aria-label="Pages of analyses">
            <button disabled={page === 1} onClick={() => state({ page: String(page - 1) })}>
              Newer
            </button>
            <span class="soft">page {page}</span>
            <button disabled={!jobs.page.has_next} onClick={() => state({ page: String(page + 1) })}>
              Older
            </button>
          </nav>
        )}
      </section>
    </>
  );
}

interface JobTableProps {
  readonly jobs: readonly Job[];
  readonly isFiltered: boolean;
  again(): void;
}

function JobTable({ jobs, isFiltered, again }: JobTableProps): JSX.Element {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [refusal, setRefusal] = useState<Refusal>();
  const act = (what: string, doing: () => Promise<unknown>): void => {
    setRefusal(undefined);
    doing().then(
      () => {
        announce(what);
        again();
      },
      (thrown: unknown) => setRefusal(refusalOf(thrown)),
    );
  };
  if (jobs.length === 0) {
    return (
      <p class="empty">
        {isFiltered
          ? 'None in this state. Choose another, or all.'
          : 'Nothing yet. Drop a program above, or send one from a command line:'}
        {!isFiltered && (
          <>
            {' '}
            <code>curl -F file=@/bin/ls {location.origin}/api/v1/analyze</code>
          </>
        )}
      </p>
    );
  }
  return (
    <>
      {refusal !== undefined && <Problem refusal={refusal} />}
      <table class="jobs">
        <thead>
          <tr>
            <th scope="col" class="tight">
              <span class="unseen-label">Compare</span>
            </th>
            <th scope="col">File</th>
            <th scope="col">Verdict or state</th>
            <th scope="col" class="wide">
              Depth
            </th>
            <th scope="col" class="wide">
              Sent
            </th>
            <th scope="col" class="tight">
              <span class="unseen-label">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <JobRow
              key={job.id}
              job={job}
              isChosen={chosen.includes(job.id)}
              choose={(is) => setChosen(is ? [...chosen.slice(-1), job.id] : chosen.filter((id) => id !== job.id))}
              cancel={() => act('Cancelled.', () => ask((client) => cancelJob({ client, path: { id: job.id } })))}
              remove={() => {
                if (confirm('Delete this analysis and what it found?'))
                  act('Deleted.', () => ask((client) => deleteAnalysis({ client, path: { id: job.id } })));
              }}
            />
          ))}
        </tbody>
      </table>
      <Chosen ids={chosen} />
    </>
  );
}

function Chosen({ ids }: { readonly ids: readonly string[] }): JSX.Element | null {
  const [one, other] = ids;
  if (one === undefined) return null;
  return (
    <p class="row" role="status">
      {other === undefined ? (
        'Choose a second one to compare the two.'
      ) : (
        <button class="first" onClick={() => go(['files', one, 'compare'], { with: other })}>
          Compare the two
        </button>
      )}
      <a href={hrefOf(['files', one])}>Open the first</a>
    </p>
  );
}
