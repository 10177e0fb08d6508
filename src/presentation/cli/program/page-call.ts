import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { ReportCall } from '../commands/report';

export const REPORT_FORMATS = ['markdown', 'html', 'json', 'yaml'] as const;

export interface PageOptions {
  readonly depth: AnalysisDepth;
  readonly format: (typeof REPORT_FORMATS)[number];
  readonly json?: true;
  /** Absent: as much as is usual; of HTML a page to look at, which has no budget. */
  readonly maxTokens?: number;
  readonly cursor?: string;
  readonly showSuspicious?: true;
  readonly focus?: string;
  readonly kinds?: string;
  readonly output?: string;
}

/** Options of a page of facts as the API has them. @param usual tokens, where nobody says how many. Names in a list are looked at by the service, which knows them. */
export function pageCall(options: PageOptions, usual: number): ReportCall {
  const { depth, format, json, maxTokens, cursor, showSuspicious, focus, kinds, output } = options;
  const asked = json === true ? 'json' : format;
  const budget = maxTokens ?? (asked === 'html' ? undefined : usual);
  return {
    depth,
    file: output,
    query: {
      format: asked,
      ...(budget !== undefined && { max_tokens: budget }),
      ...(cursor !== undefined && { cursor }),
      ...(showSuspicious === true && { show_suspicious: 'true' }),
      ...(focus !== undefined && { focus: [focus] as never }),
      ...(kinds !== undefined && { kinds: [kinds] as never }),
    },
  };
}
