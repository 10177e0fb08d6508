import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

import { Sample } from '../parts/sample';
import { secondsText, wordsOf } from '../parts/words';
import type { Job, Result } from '../service/shapes';
import { useReading } from '../service/use-reading';
import { hrefOf } from '../shell/route';
import { FileFacts } from './file-facts';
import { FileMap } from './file-map';
import type { FirstScreen } from './first-screen';
import { readFirstScreen } from './first-screen';
import { HardeningList } from './hardening-list';

interface OverviewProps {
  readonly id: string;
  readonly result: Result;
  readonly job: Job;
}

/** The first screen of a file: that of its report; while it is being made, or from services that have none, of the summary. */
export function Overview(props: OverviewProps): JSX.Element {
  const { id, result } = props;
  const { value, refusal } = useReading(`${id} ${result.isPartial}`, async (signal) => ({
    screen: result.isPartial ? undefined : await readFirstScreen(id, signal),
  }));
  if (value?.screen !== undefined) return <Adopted screen={value.screen} />;
  return value === undefined && refusal === undefined ? <p class="soft">Reading …</p> : <SummaryOverview {...props} />;
}

/** In a tree of its own: its style and that of the console do not meet. */
function Adopted({ screen }: { readonly screen: FirstScreen }): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const root = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: 'open' });
    if (root === undefined) return;
    root.adoptedStyleSheets = [screen.style];
    root.replaceChildren(screen.content);
  }, [screen]);
  return <div class="first-screen" ref={host} />;
}

/** The verdict with its reasons, what it can do, how it is built, what is not known. */
function SummaryOverview({ id, result, job }: OverviewProps): JSX.Element {
  const { summary, metadata } = result.summary;
  return (
    <div class="overview">
      <section aria-labelledby="what-title" class="whole">
        <h2 id="what-title">In words</h2>
        <p>
          <Sample text={summary.narrative} most={4000} />
        </p>
      </section>
      <Reasons id={id} result={result} />
      <Capabilities id={id} result={result} />
      <section aria-labelledby="hardening-title">
        <h2 id="hardening-title">Hardening</h2>
        <HardeningList hardening={summary.hardening} />
      </section>
      <FileMap
        sections={result.summary.segments.length}
        id={id}
        size={metadata.file.size}
        overlay={metadata.file.overlay}
      />
      <NotableImports id={id} result={result} />
      <FileFacts result={result} />
      <NotKnown result={result} job={job} />
    </div>
  );
}

function Reasons({ id, result }: { readonly id: string; readonly result: Result }): JSX.Element {
  const { verdict, top_findings: findings } = result.summary.summary;
  const reasons = verdict?.reasons ?? [];
  return (
    <section aria-labelledby="why-title">
      <h2 id="why-title">{verdict === null ? 'No verdict' : `Why ${verdict.word}`}</h2>
      {verdict === null && <p class="soft">No security scan was asked for.</p>}
      {verdict !== null && reasons.length === 0 && <p class="soft">Nothing found adds to the risk.</p>}
      <ol class="plain">
        {reasons.map(({ finding, points, reason }) => (
          <li>
            <strong class="figure">+{points}</strong> <Sample text={reason} />{' '}
            <a href={hrefOf(['files', id, 'findings'], { of: finding })} aria-label={`Evidence of ${finding}`}>
              evidence
            </a>
          </li>
        ))}
      </ol>
      {(findings?.length ?? 0) > 0 && (
        <>
          <h3>Findings that weigh most</h3>
          <ul class="plain">
            {findings?.map(({ id: finding, title, severity }) => (
              <li>
                <span class={`severity ${severity}`}>{severity}</span>{' '}
                <a href={hrefOf(['files', id, 'findings'], { of: finding })}>
                  <Sample text={title} />
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Capabilities({ id, result }: { readonly id: string; readonly result: Result }): JSX.Element {
  const { capabilities } = result.summary.summary;
  return (
    <section aria-labelledby="can-title">
      <h2 id="can-title">It can</h2>
      {(capabilities ?? []).length === 0 && (
        <p class="soft">
          {capabilities === null
            ? 'Not known: neither imports nor strings were read.'
            : 'Nothing stands out in imports and strings.'}
        </p>
      )}
      <ul class="plain">
        {capabilities?.map(({ name, findings, attack, confidence }) => (
          <li>
            <a href={hrefOf(['files', id, 'findings'], { of: findings[0] })}>{name}</a>{' '}
            <span class="soft small">
              {attack.join(' ')} {Math.round(confidence * 100)} %
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NotableImports({ id, result }: { readonly id: string; readonly result: Result }): JSX.Element {
  const { notable_imports: notable } = result.summary.summary;
  const categories = Object.entries(notable ?? {}).filter(([, names]) => names.length > 0);
  return (
    <section aria-labelledby="imports-title">
      <h2 id="imports-title">Imports that tell most</h2>
      {categories.length === 0 && <p class="soft">None.</p>}
      <dl>
        {categories.map(([category, names]) => (
          <>
            <dt>
              <a href={hrefOf(['files', id, 'functions'], { category })} title={`Functions that use ${category}`}>
                {category}
              </a>
            </dt>
            <dd>
              {names.map((name, index) => (
                <>
                  {index > 0 && ', '}
                  <a class="at" href={hrefOf(['files', id, 'facts', `imp:${name}`])}>
                    <Sample text={name} most={60} />
                  </a>
                </>
              ))}
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
}

function NotKnown({ result, job }: { readonly result: Result; readonly job: Job }): JSX.Element {
  const { not_analysed: missing, confidence, confidence_reasons: reasons, metadata } = result.summary;
  return (
    <section aria-labelledby="known-title">
      <h2 id="known-title">How complete this is</h2>
      <p>
        <strong class="figure">{Math.round(confidence * 100)} %</strong>
        {metadata.engine === 'fallback' && ' · radare2 failed over the file: the headers alone were read.'}
      </p>
      <ul class="plain">
        {reasons.map(({ reason }) => (
          <li>
            <Sample text={reason} />
          </li>
        ))}
        {missing.map(({ section, reason }) => (
          <li>
            Not analysed: {wordsOf(section)}. <Sample text={reason} />
          </li>
        ))}
        {metadata.truncated.map((cut) => (
          <li>Cut short: {wordsOf(cut.section)}.</li>
        ))}
      </ul>
      <p class="soft small">
        {job.stages
          .map(
            ({ name, status, elapsed_ms: took }) =>
              `${name} ${status === 'ok' ? '' : `${status} `}${took === null ? '' : secondsText(took)}`,
          )
          .join(' · ')}
        {` · ${metadata.engine_version}, sandbox ${metadata.sandbox}`}
        {job.cached && ' · from an earlier analysis'}
      </p>
    </section>
  );
}
