import type { JSX } from 'preact';

import type { Refusal } from '#client/refusal';
import { Sample } from './sample';

interface ProblemProps {
  readonly refusal: Refusal;
  readonly id?: string;
  readonly again?: (() => void) | undefined;
}

/** What was refused, why, and what to do: in the service's own words. */
export function Problem({ refusal, id, again }: ProblemProps): JSX.Element {
  const { code, message, remediation, retryAfter } = refusal;
  return (
    <div class="problem" role="alert" id={id}>
      <p>
        <strong>
          <Sample text={message} />
        </strong>
      </p>
      {(remediation ?? ADVICE[code]) !== undefined && <p>{remediation ?? ADVICE[code]}</p>}
      <p class="soft">
        <a href={`/api/v1/docs/errors#${encodeURIComponent(code)}`}>{code}</a>
        {retryAfter !== undefined && ` · worth another try in ${retryAfter} s`}
      </p>
      {again !== undefined && <button onClick={again}>Try again</button>}
    </div>
  );
}

/** Where the service gives none. */
export const ADVICE: Readonly<Record<string, string>> = {
  NOT_FOUND:
    'It may belong to another key, have been deleted, or the link may be incomplete. Sign out to come back with the key that sent the file.',
  ENGINE_FAILED: 'Send the file again with quick depth, which needs no radare2.',
  ANALYSIS_TIMEOUT: 'Send the file again with less depth.',
  SAMPLE_MISSING: 'Send the file again.',
  SAMPLE_ALTERED: 'Send the file again, and tell whoever runs this service.',
  WORKER_LOST: 'Send the file again; if it fails again, with quick depth.',
  CORRUPT_BINARY: 'It is cut off or damaged: see whether the file is whole.',
  INTERNAL_ERROR: 'Send the file again; if it fails again, tell whoever runs this service the id of this job.',
};
