import type { JSX } from 'preact';

import { Choice } from '../parts/choice';
import { JOB_STATUSES, VERDICTS } from '../parts/choices';
import { Problem } from '../parts/problem';
import { countText } from '../parts/words';
import { restate } from '../shell/route';
import { DropZone } from './drop-zone';
import { JobTable } from './job-table';
import { UploadRows } from './upload-rows';
import { useJobs } from './use-jobs';

const PAGE = 25;

interface JobsViewProps {
  readonly query: URLSearchParams;
  /** Files hover over the window. */
  readonly isOver: boolean;
}

/** Where one begins: files come in, and what became of them. */
export function JobsView({ query, isOver }: JobsViewProps): JSX.Element {
  const page = Math.max(1, Number(query.get('page') ?? 1) || 1);
  const status = JOB_STATUSES.find((each) => each === query.get('status'));
  const verdict = VERDICTS.find((each) => each === query.get('verdict'));
  const chosen = { ...(status !== undefined && { status }), ...(verdict !== undefined && { verdict }) };
  const jobs = useJobs({ page, page_size: PAGE, ...chosen });
  const state = (changed: Readonly<Record<string, string>>): void => restate([], { ...chosen, ...changed });
  return (
    <>
      <h1 tabIndex={-1}>Files</h1>
      <DropZone isOver={isOver} />
      <UploadRows />
      <section aria-labelledby="jobs-title">
        <div class="row">
          <h2 id="jobs-title" class="grow" tabIndex={-1}>
            Analyses{jobs.page !== undefined && <span class="soft"> {countText(jobs.page.total_count)}</span>}
          </h2>
          <Choice label="Verdict" names={VERDICTS} chosen={verdict} state={(name) => state({ verdict: name })} />
          <Choice label="State" names={JOB_STATUSES} chosen={status} state={(name) => state({ status: name })} />
        </div>
        {jobs.refusal !== undefined && <Problem refusal={jobs.refusal} again={jobs.again} />}
        {jobs.page === undefined && jobs.refusal === undefined && <p class="soft">Reading …</p>}
        {jobs.page !== undefined && (
          <JobTable jobs={jobs.page.data} isNarrowed={page > 1 || Object.keys(chosen).length > 0} again={jobs.again} />
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
