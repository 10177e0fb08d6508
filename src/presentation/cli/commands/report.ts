import { answeredBy } from '#client/answer-of';
import { getFact, getReport } from '#client/generated/sdk.gen';
import type { GetReportData } from '#client/generated/types.gen';
import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { ExitCode } from '../terminal/exit-codes';
import { EXIT } from '../terminal/exit-codes';
import type { Session } from './session';
import { analysisOf } from './target';

export interface ReportCall {
  readonly depth: AnalysisDepth;
  readonly query: NonNullable<GetReportData['query']>;
  readonly file: string | undefined;
}

/** The facts of a file, the most telling first: for a ticket, for a colleague, for a model. */
export async function report(session: Session, target: string, { depth, query, file }: ReportCall): Promise<ExitCode> {
  const id = await analysisOf(session, target, depth);
  const asked = { client: await session.client(), path: { id }, query, parseAs: 'text' as const, signal: session.stop };
  const { data, response } = await answeredBy(getReport(asked));
  session.output.page(data as unknown as string, file);
  const left = response.headers.get('x-facts-left');
  if (file !== undefined) session.output.note(`${file}: ${wholeness(left)}.`);
  return EXIT.clean;
}

/** One thing whole: a function with what it calls, uses and is called by. */
export async function card(session: Session, target: string, ref: string, call: ReportCall): Promise<ExitCode> {
  const id = await analysisOf(session, target, call.depth);
  const { data } = await answeredBy(
    getFact({
      client: await session.client(),
      path: { id, ref },
      query: call.query,
      parseAs: 'text',
      signal: session.stop,
    }),
  );
  session.output.page(data as unknown as string, call.file);
  return EXIT.clean;
}

/** @param left facts that did not fit; `null` of a page to look at, which says so itself */
function wholeness(left: string | null): string {
  if (left === null) return 'a page to look at';
  return left === '0' ? 'all of it' : `${left} facts are not in it`;
}
