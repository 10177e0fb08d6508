import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional } from 'class-validator';

import type { JobStatus } from '#domain/jobs/job-status';
import { JOB_STATUSES } from '#domain/jobs/job-status';
import { PageRequest } from '#presentation/http/answer/paging';

/** RFC 3339: a date, a time and its offset. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;
const asTime = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && DATE_TIME.test(value) ? Date.parse(value) : value;

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
}
