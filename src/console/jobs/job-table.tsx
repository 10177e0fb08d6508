import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { cancelJob, deleteAnalysis } from '#client/generated/sdk.gen';
import type { Refusal } from '#client/refusal';
import { announce } from '../parts/announce';
import { Problem } from '../parts/problem';
import { ask, refusalOf } from '../service/ask';
import type { Job } from '../service/shapes';
import { go, hrefOf } from '../shell/route';
import { JobRow } from './job-row';

interface JobTableProps {
  readonly jobs: readonly Job[];
  readonly isNarrowed: boolean;
  readonly again: () => void;
}

/** Jobs, newest first; what is done to them is done here. */
export function JobTable({ jobs, isNarrowed, again }: JobTableProps): JSX.Element {
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
        {isNarrowed
          ? 'None of these, or no more. Choose others, or all.'
          : 'Nothing yet. Drop a program above, or send one from a command line:'}
        {!isNarrowed && (
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
                if (!confirm('Delete this analysis and what it found?')) return;
                setChosen(chosen.filter((id) => id !== job.id));
                // Its button goes with it, and who was at it would be nowhere.
                document.getElementById('jobs-title')?.focus();
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
