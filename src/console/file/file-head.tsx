import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import { Sample } from '../parts/sample';
import { Verdict } from '../parts/verdict';
import { bytesText } from '../parts/words';
import type { Job, Result } from '../service/shapes';
import { Handover } from './handover';

interface FileHeadProps {
  readonly job: Job;
  readonly result: Result | undefined;
}

/** Which file this is, and what to think of it. */
export function FileHead({ job, result }: FileHeadProps): JSX.Element {
  const { file } = job;
  const verdict = result?.summary.summary.verdict;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // What had the focus was there until the file was known.
    if (document.activeElement === document.body) title.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    // A title shows controls and directions as they are: plain names alone are told there.
    document.title = /^[\w.+-]{1,60}$/.test(file.name) ? `${file.name} · bin2nlp` : 'bin2nlp';
    return () => {
      document.title = 'bin2nlp';
    };
  }, [file.name]);
  return (
    <div class="file-head">
      <div class="row">
        <h1 tabIndex={-1} class="grow" ref={title}>
          <Sample text={file.name} most={160} />
        </h1>
        {result !== undefined && <Verdict word={verdict?.word} risk={result.summary.summary.risk_score} />}
        {result !== undefined && !result.isPartial && <Handover id={job.id} name={file.name} />}
      </div>
      <p class="soft small">
        {file.format} {file.architecture} {file.bits} bits, {bytesText(file.size)}, {job.analysis_config.analysis_depth}{' '}
        depth · SHA-256 <code class="digest">{file.sha256}</code>
      </p>
      {result?.isPartial === true && (
        <p class="banner busy">What is known so far. The analysis goes on: risk and counts may still change.</p>
      )}
    </div>
  );
}
