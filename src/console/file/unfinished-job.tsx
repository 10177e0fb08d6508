import type { JSX } from 'preact';

import { waitsFor } from '../jobs/job-row';
import { StageSteps } from '../jobs/stage-steps';
import { isUnderWay } from '../jobs/use-jobs';
import { ADVICE } from '../parts/problem';
import { Sample } from '../parts/sample';
import type { Job } from '../service/shapes';
import { hrefOf } from '../shell/route';

/** A job without a result: how far it is, or why it has none and what to do. */
export function UnfinishedJob({ job, hasResult }: { readonly job: Job; readonly hasResult: boolean }): JSX.Element {
  const { status, error, stage, progress, file, analysis_config: config } = job;
  if (isUnderWay(job)) {
    return (
      <section aria-label="Progress">
        <StageSteps
          name={file.name}
          status={status}
          stage={stage}
          progress={progress}
          depth={config.analysis_depth}
          waits={waitsFor(job)}
        />
        {!hasResult && (
          <p class="soft">What is found appears here as soon as there is some. You may close this page meanwhile.</p>
        )}
      </section>
    );
  }
  if (status === 'cancelled') {
    return (
      <p class="empty">
        It was cancelled, and has no result. <a href={hrefOf([])}>Send it again</a>
      </p>
    );
  }
  return (
    <div class="problem" role="alert">
      <p>
        <strong>
          The analysis failed
          {error !== null && (
            <>
              : <Sample text={error.message} />
            </>
          )}
        </strong>
      </p>
      {error !== null && <p>{ADVICE[error.code] ?? 'Send the file again.'}</p>}
      <p class="soft">
        {error !== null && <a href={`/api/v1/docs/errors#${error.code}`}>{error.code}</a>} · job <code>{job.id}</code> ·
        stages {job.stages.map(({ name, status: how }) => `${name} ${how}`).join(', ')}
      </p>
      <a href={hrefOf([])}>Send it again</a>
    </div>
  );
}
