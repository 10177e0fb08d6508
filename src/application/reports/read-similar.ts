import { Injectable } from '@nestjs/common';

import type { ResultReading, ResultWanted } from '#application/analysis/read-result';
import { ReadResult } from '#application/analysis/read-result';
import type { FactAnswer, Viewed } from '#application/ports/fact-reader.port';
import { FactReader } from '#application/ports/fact-reader.port';
import type { SimilarQuestion } from '#domain/report/fact-question';
import type { SimilarView } from '#domain/views/similar-view';
import { SeenBefore } from './seen-before';

/** Tells which other results of an owner have functions of one of them, and what those are called there. */
@Injectable()
export class ReadSimilar {
  constructor(
    private readonly results: ReadResult,
    private readonly seen: SeenBefore,
    private readonly facts: FactReader,
  ) {}

  /** @throws as `ReadFacts`; DomainError `NOT_FOUND` for a reference to nothing. */
  execute(
    wanted: Pick<ResultWanted, 'id' | 'ownerId'>,
    asked: Omit<SimilarQuestion, 'fileName' | 'here' | 'matches'>,
    around: (isSoFar: boolean) => string = () => '',
  ): Promise<ResultReading<FactAnswer>> {
    return this.results.read(wanted, async (key, job) => {
      const seen = await this.seen.find(wanted.ownerId, key, job);
      if (seen === undefined) return undefined;
      const page = { ...asked.page, around: around(false) };
      return this.facts.ask(key, { ...asked, ...seen, page, fileName: job.file.name });
    });
  }

  /** The same of the whole result, to be looked at. */
  view(
    wanted: Pick<ResultWanted, 'id' | 'ownerId'>,
    showSuspicious: boolean,
  ): Promise<ResultReading<Viewed<SimilarView>>> {
    return this.results.read(wanted, async (key, job) => {
      const seen = await this.seen.find(wanted.ownerId, key, job);
      return seen && this.facts.similarView(key, { ...seen, fileName: job.file.name, showSuspicious });
    });
  }
}
