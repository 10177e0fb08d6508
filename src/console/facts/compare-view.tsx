import type { JSX } from 'preact';

import { compareAnalyses, listJobs } from '#client/generated/sdk.gen';
import { Problem } from '../parts/problem';
import { toldText } from '../parts/shown-text';
import { timeText } from '../parts/words';
import { ask } from '../service/ask';
import type { Fact, Job } from '../service/shapes';
import { useReading } from '../service/use-reading';
import { go, hrefOf } from '../shell/route';
import { FactLines } from './fact-lines';
import { factPage } from './fact-page';
import { MoreFacts } from './more-facts';

const TOKENS = 6000;
const MOST_JOBS = 200;

/** What is different in another result: another build, or another program. */
export function CompareView({ id, query }: { readonly id: string; readonly query: URLSearchParams }): JSX.Element {
  const other = query.get('with') ?? '';
  return (
    <section aria-labelledby="compare-title">
      <h2 id="compare-title">Compare</h2>
      <Others id={id} chosen={other} />
      {other !== '' && (
        <>
          <p class="soft">
            What is here and not there, there and not here, or changed.{' '}
            <a href={hrefOf(['files', other])}>Open the other</a>
          </p>
          <MoreFacts
            key={other}
            question={other}
            empty="Nothing is different."
            read={async (cursor, signal) =>
              factPage(
                await ask(
                  (client) =>
                    compareAnalyses({
                      client,
                      path: { id, other },
                      query: { format: 'json', max_tokens: TOKENS, ...(cursor !== undefined && { cursor }) },
                      signal,
                    }),
                  signal,
                ),
              )
            }
            show={(facts) => <Changes id={id} other={other} facts={facts} />}
          />
        </>
      )}
    </section>
  );
}

function Changes({
  id,
  other,
  facts,
}: {
  readonly id: string;
  readonly other: string;
  readonly facts: readonly Fact[];
}): JSX.Element {
  // A line that only the other file has is about its addresses.
  const isThere = (fact: Fact): boolean => fact.ref.startsWith('other:');
  return (
    <>
      {facts.some((fact) => !isThere(fact)) && <h3>This file, and what changed</h3>}
      <FactLines id={id} facts={facts.filter((fact) => !isThere(fact))} />
      {facts.some(isThere) && <h3>Only in the other</h3>}
      <FactLines
        id={other}
        facts={facts.filter(isThere).map((fact) => ({ ...fact, ref: fact.ref.slice('other:'.length) }))}
      />
    </>
  );
}

function Others({ id, chosen }: { readonly id: string; readonly chosen: string }): JSX.Element {
  const { value, refusal, again } = useReading(id, (signal) =>
    ask((client) => listJobs({ client, query: { status: 'completed', page_size: MOST_JOBS }, signal }), signal),
  );
  if (refusal !== undefined) return <Problem refusal={refusal} again={again} />;
  const others: readonly Job[] = (value?.data ?? []).filter((job) => job.id !== id);
  if (value !== undefined && others.length === 0) {
    return (
      <p class="empty">
        There is no other result to compare with. <a href={hrefOf([])}>Send another build</a>
      </p>
    );
  }
  return (
    <label>
      With{' '}
      <select value={chosen} onChange={(event) => go(['files', id, 'compare'], { with: event.currentTarget.value })}>
        <option value="">choose …</option>
        {chosen !== '' && !others.some((job) => job.id === chosen) && <option value={chosen}>{chosen}</option>}
        {others.map((job) => (
          <option value={job.id}>
            {`${toldText(job.file.name, 60)} · ${job.file.sha256.slice(0, 8)} · ${timeText(job.created_at)}`}
          </option>
        ))}
      </select>
    </label>
  );
}
