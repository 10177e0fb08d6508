import { setTimeout as delay } from 'node:timers/promises';

import { answerOf } from '#client/answer-of';
import { cancelJob, getJob, listJobs } from '#client/generated/sdk.gen';
import type { GetJobResponse, ListJobsData } from '#client/generated/types.gen';
import type { ExitCode } from '../terminal/exit-codes';
import { EXIT } from '../terminal/exit-codes';
import type { Piece } from '../terminal/pieces';
import { tableLines } from '../terminal/table';
import type { Session } from './session';
import { watching } from './target';

const POLL_MS = 200;

type Job = GetJobResponse['data'];

export async function jobs(
  session: Session,
  query: NonNullable<ListJobsData['query']>,
  asJson: boolean,
): Promise<ExitCode> {
  const client = await session.client();
  const page = await answerOf(listJobs({ client, query, signal: session.stop }));
  show(session, page.data, asJson);
  if (page.data.length < page.total_count)
    session.output.note(`${page.data.length} of ${page.total_count}: --limit and --page show others.`);
  return EXIT.clean;
}

/** One job: as it is now, or until it has ended. */
export async function job(
  session: Session,
  id: string,
  call: { readonly follow: boolean; readonly cancel: boolean; readonly json: boolean },
): Promise<ExitCode> {
  const asked = { client: await session.client(), path: { id }, signal: session.stop };
  if (call.cancel) {
    show(session, [(await answerOf(cancelJob(asked))).data], call.json);
    return EXIT.clean;
  }
  let { data } = await answerOf(getJob(asked));
  let told = '';
  while (call.follow && isUnderWay(data)) {
    watching(session, data.file.name)(data);
    // In a pipe: a line a stage.
    const stage = data.stage ?? data.status;
    if (!session.output.isWatched && !call.json && stage !== told) session.output.line(`${stage} ${data.progress} %`);
    told = stage;
    await delay(POLL_MS, undefined, { signal: session.stop });
    ({ data } = await answerOf(getJob(asked)));
  }
  session.output.progress('');
  show(session, [data], call.json);
  return data.status === 'failed' || data.status === 'cancelled' ? EXIT.failed : EXIT.clean;
}

function isUnderWay({ status }: Job): boolean {
  return status === 'pending' || status === 'processing';
}

function show({ output }: Session, all: readonly Job[], asJson: boolean): void {
  if (asJson) {
    output.json(all);
    return;
  }
  const columns = [
    { title: 'id' },
    { title: 'status' },
    { title: '%', align: 'right' },
    { title: 'created' },
    { title: 'file', flexible: true },
    { title: 'error', flexible: true },
  ] as const;
  output.lines(tableLines(columns, all.map(row), output.tableWidth));
}

function row({ id, status, progress, created_at: created, file, error }: Job): readonly Piece[] {
  return [id, status, String(progress), created, file.name, error === null ? '' : `${error.code}: ${error.message}`];
}
