/** Every refusal that a caller of either API can act on. One filter maps each to an HTTP status. */
export const REFUSAL_CODES = [
  'INVALID_OPTION',
  'INVALID_FILENAME',
  'EMPTY_FILE',
  'UNSUPPORTED_FORMAT',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONTENT_NOT_AVAILABLE',
  'METHOD_NOT_ALLOWED',
  'REQUEST_TIMEOUT',
  'INVALID_TRANSITION',
  'JOB_ALREADY_ENDED',
  'ANALYSIS_FAILED',
  'ANALYSIS_CANCELLED',
  'IDEMPOTENCY_CONFLICT',
  'LIMIT_REACHED',
  'RESULT_EXPIRED',
  'RESULT_CHANGED',
  'FILE_TOO_LARGE',
  'URI_TOO_LONG',
  'UNSUPPORTED_MEDIA_TYPE',
  'CORRUPT_BINARY',
  'RATE_LIMIT_EXCEEDED',
  'QUOTA_EXCEEDED',
  'QUEUE_FULL',
  'HEADERS_TOO_LARGE',
  'INTERNAL_ERROR',
  'SERVICE_UNAVAILABLE',
  'OVERLOADED',
  'IDENTIFICATION_TIMEOUT',
  'INSUFFICIENT_STORAGE',
] as const;

/** Why an accepted analysis ended without a result. */
export const JOB_ERROR_CODES = [
  'ANALYSIS_TIMEOUT',
  'ENGINE_FAILED',
  'SAMPLE_MISSING',
  'SAMPLE_ALTERED',
  'WORKER_LOST',
  'CORRUPT_BINARY',
  'INTERNAL_ERROR',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];
export type JobErrorCode = (typeof JOB_ERROR_CODES)[number];
export type DomainErrorCode = RefusalCode | JobErrorCode;

/** One faulty field of a request and what is wrong with it. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

export interface DomainErrorContext {
  /** Each offending field, or one sentence. */
  readonly details?: readonly FieldFault[] | string;
  /** What the caller can do about it. */
  readonly remediation?: string;
  /** Seconds after which the same request is welcome again, where that is known. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** A refusal, or a job's failure, that is part of the contract; anything else that is thrown is a fault of ours. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly details: readonly FieldFault[] | string | undefined;
  readonly remediation: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: DomainErrorCode,
    message: string,
    context: DomainErrorContext = {},
  ) {
    super(message, context.cause === undefined ? undefined : { cause: context.cause });
    this.details = context.details;
    this.remediation = context.remediation;
    this.retryAfterSeconds = context.retryAfterSeconds;
  }
}
