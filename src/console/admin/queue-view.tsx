import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import { getHealth, getQueue, listWorkers } from '#client/generated/sdk.gen';
import { Problem } from '../parts/problem';
import { Sample } from '../parts/sample';
import { countText, timeText, wordsOf } from '../parts/words';
import { ask } from '../service/ask';
import type { Reading } from '../service/use-reading';
import { useReading } from '../service/use-reading';

const EVERY_MS = 5000;

/** What waits, who works, and whether all is well. */
export function QueueView(): JSX.Element {
  return (
    <>
      <Queue />
      <Workers />
      <Health />
    </>
  );
}

/** Read again and again, while somebody looks. */
function useLatest<Value>(key: string, read: (signal: AbortSignal) => Promise<Value>): Reading<Value> {
  const reading = useReading(key, read);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) reading.again();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return reading;
}

function Queue(): JSX.Element {
  const queue = useLatest('queue', (signal) => ask((client) => getQueue({ client, signal }), signal));
  const { data } = queue.value ?? {};
  return (
    <section aria-labelledby="queue-title">
      <h2 id="queue-title">Queue</h2>
      {queue.refusal !== undefined && <Problem refusal={queue.refusal} again={queue.again} />}
      {data === undefined && queue.refusal === undefined && <p class="soft">Reading …</p>}
      {data !== undefined && (
        <dl class="figures">
          <Figure name="waiting" text={countText(data.queue_depth.waiting)} />
          <Figure name="running" text={countText(data.queue_depth.active)} />
          <Figure name="no worker can take" text={countText(data.queue_depth.unservable)} />
          <Figure name="workers" text={countText(data.active_workers)} />
          <Figure name="in use" text={share(data.average_worker_utilization)} />
          <Figure name="average wait" text={seconds(data.average_wait_seconds)} />
          <Figure name="average run" text={seconds(data.average_processing_time_seconds)} />
          <Figure name="to scale" text={data.recommendation} />
        </dl>
      )}
    </section>
  );
}

function Workers(): JSX.Element {
  const workers = useLatest('workers', (signal) => ask((client) => listWorkers({ client, signal }), signal));
  return (
    <section aria-labelledby="workers-title">
      <h2 id="workers-title">Workers</h2>
      {workers.refusal !== undefined && <Problem refusal={workers.refusal} again={workers.again} />}
      {workers.value?.data.length === 0 && (
        <p class="empty">None is there: jobs wait until one starts (BIN2NLP_ROLE=worker).</p>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">Worker</th>
            <th scope="col">State</th>
            <th scope="col">Runs</th>
            <th scope="col" class="wide">
              Done
            </th>
            <th scope="col" class="wide">
              Sandbox
            </th>
            <th scope="col" class="wide">
              Last heard of
            </th>
          </tr>
        </thead>
        <tbody>
          {workers.value?.data.map((worker) => (
            <tr key={worker.worker_id}>
              <th scope="row">
                <code>{worker.worker_id}</code>
              </th>
              <td>
                {worker.status} {worker.fault !== null && <Sample text={worker.fault} most={200} />}
              </td>
              <td class="figure">
                {worker.current_load} of {worker.capabilities.concurrency}
              </td>
              <td class="wide figure">{countText(worker.processed_jobs)}</td>
              <td class="wide">{worker.sandbox_tier}</td>
              <td class="wide">{timeText(worker.heartbeat)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Health(): JSX.Element {
  const health = useLatest('health', (signal) => ask((client) => getHealth({ client, signal }), signal));
  return (
    <section aria-labelledby="health-title">
      <h2 id="health-title">
        Health {health.value !== undefined && <span class="soft">{health.value.data.status}</span>}
      </h2>
      {health.refusal !== undefined && <Problem refusal={health.refusal} again={health.again} />}
      <dl>
        {Object.entries(health.value?.data.dependencies ?? {}).map(([name, { status, detail }]) => (
          <>
            <dt>{wordsOf(name)}</dt>
            <dd>
              {status} {detail !== null && <span class="soft">{detail}</span>}
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
}

function Figure({ name, text }: { readonly name: string; readonly text: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function share(value: number | null): string {
  return value === null ? '–' : `${Math.round(value * 100)} %`;
}

function seconds(value: number | null): string {
  return value === null ? '–' : `${value.toFixed(1)} s`;
}
