import type { JSX } from 'preact';

import { Sample } from '../parts/sample';
import { toldText } from '../parts/shown-text';
import { Verdict } from '../parts/verdict';
import { bytesText, timeText, wordsOf } from '../parts/words';
import type { Job } from '../service/shapes';
import { hrefOf } from '../shell/route';
import { StageSteps } from './stage-steps';
import { isUnderWay } from './use-jobs';

interface JobRowProps {
  readonly job: Job;
  readonly isChosen: boolean;
  readonly choose: (isChosen: boolean) => void;
  readonly cancel: () => void;
  readonly remove: () => void;
}

export function JobRow({ job, isChosen, choose, cancel, remove }: JobRowProps): JSX.Element {
  const { id, file, status, analysis_config: config } = job;
  const told = toldText(file.name);
  return (
    <tr>
      <td class="tight">
        {status === 'completed' && (
          <input
            type="checkbox"
            checked={isChosen}
            aria-label={`Compare ${told}`}
            onChange={(event) => choose(event.currentTarget.checked)}
          />
        )}
      </td>
      <th scope="row">
        <a href={hrefOf(['files', id])}>
          <Sample text={file.name} most={80} />
        </a>
        <div class="soft small">
          {file.format} {file.architecture}, {bytesText(file.size)} · <code>{file.sha256.slice(0, 12)}</code>
        </div>
      </th>
      <td>
        <State job={job} />
      </td>
      <td class="wide">{config.analysis_depth}</td>
      <td class="wide">
        <time dateTime={job.created_at}>{timeText(job.created_at)}</time>
      </td>
      <td class="tight">
        {isUnderWay(job) ? (
          <button class="quiet" aria-label={`Cancel ${told}`} onClick={cancel}>
            Cancel
          </button>
        ) : (
          <button class="quiet" aria-label={`Delete ${told}`} onClick={remove}>
            Delete
          </button>
        )}
      </td>
    </tr>
  );
}

function State({ job }: { readonly job: Job }): JSX.Element {
  const { status, file, stage, progress, error, analysis_config: config } = job;
  if (isUnderWay(job)) {
    return (
      <StageSteps
        name={file.name}
        status={status}
        stage={stage}
        progress={progress}
        depth={config.analysis_depth}
        waits={waitsFor(job)}
      />
    );
  }
  if (status !== 'completed') {
    return (
      <>
        <span class={`state ${status}`}>{status}</span> {error !== null && <code class="small">{error.code}</code>}
      </>
    );
  }
  // Where no security scan was asked for.
  return job.verdict === null ? (
    <span class="state completed">done</span>
  ) : (
    <Verdict word={job.verdict} risk={job.risk} />
  );
}

export function waitsFor({
  waiting_reason: reason,
  queue_position: position,
  missing_capabilities: missing,
}: Job): string {
  if (reason === 'no_worker') return 'waits: no worker is there';
  if (reason === 'no_capable_worker') return `waits for a worker that has ${missing.map(wordsOf).join(', ')}`;
  return position === null || position === 0 ? 'next in turn' : `${position} before it`;
}
