import { Injectable } from '@nestjs/common';

import type { ResultReading, ResultWanted } from '#application/analysis/read-result';
import { ReadResult } from '#application/analysis/read-result';
import type { FactAnswer, Viewed } from '#application/ports/fact-reader.port';
import { FactReader } from '#application/ports/fact-reader.port';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { CompareQuestion } from '#domain/report/fact-question';
import { DomainError } from '#domain/shared/domain-error';
import type { CompareView } from '#domain/views/compare-view';

/** Tells what is different in another result of the same owner. */
@Injectable()
export class CompareResults {
  constructor(
    private readonly results: ReadResult,
    private readonly facts: FactReader,
  ) {}

  /**
   * Not ready while one of both is being made.
   * @throws as `ReadFacts`, for either result.
   */
  async execute(
    wanted: Pick<ResultWanted, 'id' | 'ownerId'>,
    otherId: string,
    asked: Omit<CompareQuestion, 'fileName'>,
    around: (isSoFar: boolean) => string = () => '',
  ): Promise<ResultReading<FactAnswer>> {
    const other = await this.other(wanted.ownerId, otherId);
    if (!other.ready) return other;
    return this.results.read(wanted, (key, { file }) => {
      const question = { ...asked, fileName: file.name, page: { ...asked.page, around: around(false) } };
      return this.facts.compare(key, other.result.key, question);
    });
  }

  /** The same, to be looked at. */
  async view(
    wanted: Pick<ResultWanted, 'id' | 'ownerId'>,
    otherId: string,
    showSuspicious: boolean,
  ): Promise<ResultReading<Viewed<CompareView>>> {
    const other = await this.other(wanted.ownerId, otherId);
    if (!other.ready) return other;
    const { key: otherKey, fileName: otherName } = other.result;
    return this.results.read(wanted, (key, { file }) =>
      this.facts.compareView(key, otherKey, { fileName: file.name, otherName, showSuspicious }),
    );
  }

  private other(
    ownerId: string,
    id: string,
  ): Promise<ResultReading<{ readonly key: ContentKey; readonly fileName: string }>> {
    return this.results
      .read({ id, ownerId }, (key, { file }) => Promise.resolve({ key, fileName: file.name }))
      .catch((error: unknown) => {
        throw ofOther(error);
      });
  }
}

/** Which of both it is about. */
function ofOther(error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  const { details = [], remediation = '' } = error;
  return new DomainError(error.code, `The other result: ${error.message}`, { details, remediation });
}
