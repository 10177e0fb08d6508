import type { TakenInSample } from '#application/intake/take-in-sample';
import type { AnalysisOptions } from '#domain/jobs/analysis-options';
import type { RequestId } from '#domain/shared/request-id';

/** One file of the request, received and not yet anybody's. */
export interface BatchPart {
  /** As the client calls it. */
  readonly name: string;
  readonly taken: TakenInSample;
}

/** Room for one more analysis in the limits of the caller. */
export interface Admission {
  /** It was not needed. Never rejects. */
  readonly giveBack: () => Promise<void>;
}

export interface BatchSubmission {
  readonly ownerId: string;
  readonly parts: readonly BatchPart[];
  readonly options: AnalysisOptions;
  /** Of archives. */
  readonly password?: string;
  readonly requestId: RequestId;
  readonly correlationId: RequestId;
  readonly idempotencyKey?: string;
  /** Asked before each job. Throws DomainError `RATE_LIMIT_EXCEEDED`, `QUOTA_EXCEEDED`. */
  readonly admit: () => Promise<Admission>;
  /** Told of each entry that is refused for what it is: looking at many costs, too. Throws DomainError `RATE_LIMIT_EXCEEDED`. */
  readonly refused: () => Promise<void>;
}
