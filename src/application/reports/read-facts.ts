import { Injectable } from '@nestjs/common';

import type { ResultReading, ResultWanted } from '#application/analysis/read-result';
import { ReadResult } from '#application/analysis/read-result';
import type { FactAnswer } from '#application/ports/fact-reader.port';
import { FactReader } from '#application/ports/fact-reader.port';
import type { Asking, FactQuestion } from '#domain/report/fact-question';
import { SeenBefore } from './seen-before';

/** A question, but for what the job says. */
export type FactsAsked = FactQuestion extends infer Question
  ? Question extends Asking
    ? Omit<Question, 'fileName'>
    : never
  : never;

/** Answers what is asked of a result in facts; while it is being made, of what is known so far. */
@Injectable()
export class ReadFacts {
  constructor(
    private readonly results: ReadResult,
    private readonly facts: FactReader,
    private readonly seen: SeenBefore,
  ) {}

  /**
   * @param around what is laid around the page, which counts as well
   * @throws as `ReadResult`; DomainError `INVALID_OPTION`, `RESULT_CHANGED` for a cursor that does not fit; `OVERLOADED`.
   */
  execute(
    wanted: Pick<ResultWanted, 'id' | 'ownerId'>,
    asked: FactsAsked,
    around: (isSoFar: boolean) => string = () => '',
  ): Promise<ResultReading<FactAnswer>> {
    return this.results.read({ ...wanted, soFar: true }, async (key, job, isSoFar) => {
      const page = { ...asked.page, around: around(isSoFar) };
      const seen = asked.kind === 'report' && !isSoFar ? await this.seen.nearest(wanted.ownerId, key, job) : [];
      return this.facts.ask(key, { ...asked, ...(seen.length > 0 && { seen }), page, fileName: job.file.name });
    });
  }
}
