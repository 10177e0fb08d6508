import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { ReportCall } from '../commands/report';

export const REPORT_FORMATS = ['markdown', 'html', 'json', 'yaml'] as const;

export interface PageOptions {
  readonly depth: AnalysisDepth;
  readonly format: (typeof REPORT_FORMATS)[number];
  readonly json?: true;
  readonly maxTokens: number;
  readonly cursor?: string;
  readonly showSuspicious?: true;
  readonly focus?: string;
  readonly kinds?: string;
  readonly output?: string;
}

/** Options of a page of facts as the API has them. Names in a list are looked at by the service, which knows them. */
export function pageCall(options: PageOptions): ReportCall {
  const { depth, format, json, maxTokens, cursor, showSuspicious, focus, kinds, output } = options;
  return {
    depth,
    file: output,
    query: {
      format: json === true ? 'json' : format,
      max_tokens: maxTokens,
      ...(cursor !== undefined && { cursor }),
      ...(showSuspicious === true && { show_suspicious: 'true' }),
      ...(focus !== undefined && { focus: [focus] as never }),
      ...(kinds !== undefined && { kinds: [kinds] as never }),
    },
  };
}
