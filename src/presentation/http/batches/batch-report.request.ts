import { IsIn } from 'class-validator';

export const BATCH_REPORT_FORMATS = ['markdown', 'json'] as const;

/** The query of a batch's report. */
export class BatchReportRequest {
  @IsIn(BATCH_REPORT_FORMATS)
  readonly format: (typeof BATCH_REPORT_FORMATS)[number] = 'markdown';
}
