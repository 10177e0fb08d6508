import { answeredBy } from '#client/answer-of';
import { compareAnalyses, findSimilar, searchFacts } from '#client/generated/sdk.gen';
import type { ExitCode } from '../terminal/exit-codes';
import { EXIT } from '../terminal/exit-codes';
import type { ReportCall } from './report';
import type { Session } from './session';
import { analysisOf } from './target';

/** Facts that fit a query. */
export async function search(session: Session, target: string, q: string, call: ReportCall): Promise<ExitCode> {
  const id = await analysisOf(session, target, call.depth);
  const { data } = await answeredBy(
    searchFacts({
      client: await session.client(),
      path: { id },
      query: { ...call.query, q },
      parseAs: 'text',
      signal: session.stop,
    }),
  );
  session.output.page(data as unknown as string, call.file);
  return EXIT.clean;
}

/** What is only in the one, only in the other, or changed. */
export async function diff(session: Session, one: string, other: string, call: ReportCall): Promise<ExitCode> {
  const id = await analysisOf(session, one, call.depth);
  const against = await analysisOf(session, other, call.depth);
  const { data } = await answeredBy(
    compareAnalyses({
      client: await session.client(),
      path: { id, other: against },
      query: call.query,
      parseAs: 'text',
      signal: session.stop,
    }),
  );
  session.output.page(data as unknown as string, call.file);
  return EXIT.clean;
}

/** Which other results have its functions, or this one of them. */
export async function similar(
  session: Session,
  target: string,
  ref: string | undefined,
  call: ReportCall,
): Promise<ExitCode> {
  const id = await analysisOf(session, target, call.depth);
  const { data } = await answeredBy(
    findSimilar({
      client: await session.client(),
      path: { id },
      query: { ...call.query, ...(ref !== undefined && { ref }) },
      parseAs: 'text',
      signal: session.stop,
    }),
  );
  session.output.page(data as unknown as string, call.file);
  return EXIT.clean;
}
