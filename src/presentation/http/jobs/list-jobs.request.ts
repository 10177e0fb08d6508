import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsOptional, Matches, Max, Min } from 'class-validator';

import type { VerdictWord } from '#domain/document/security-findings';
import { VERDICTS } from '#domain/document/security-findings';
import type { JobStatus } from '#domain/jobs/job-status';
import { JOB_STATUSES } from '#domain/jobs/job-status';
import { PageRequest } from '#presentation/http/answer/paging';

/** RFC 3339: a date, a time and its offset. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;
const asTime = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && DATE_TIME.test(value) ? Date.parse(value) : value;

const asScore = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,2}(\.\d{1,3})?$/.test(value) ? Number(value) : value;
const asLowerCase = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.toLowerCase() : value;

/** The query of the list of jobs. */
export class ListJobsRequest extends PageRequest {
  @IsOptional()
  @IsIn(JOB_STATUSES)
  readonly status?: JobStatus;

  /** Epoch milliseconds. */
  @Transform(asTime)
  @IsOptional()
  @IsInt({ message: 'since must be a date and time such as 2026-01-15T12:00:00Z' })
  readonly since?: number;

  @IsOptional()
  @IsIn(VERDICTS)
  readonly verdict?: VerdictWord;

  @Transform(asScore)
  @IsOptional()
  @IsNumber({}, { message: 'min_risk must be a number from 0 to 10' })
  @Min(0)
  @Max(10)
  readonly min_risk?: number;

  @Transform(asLowerCase)
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: 'sha256 must be 64 hexadecimal digits' })
  readonly sha256?: string;
}
