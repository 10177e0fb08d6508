import { getDocument, getReport } from '#client/generated/sdk.gen';
import type { GetReportData } from '#client/generated/types.gen';
import { ask } from '../service/ask';

export type ReportFormat = 'html' | 'markdown' | 'model' | 'json' | 'document';

const ENDINGS: Readonly<Record<ReportFormat, string>> = {
  html: '.report.html',
  markdown: '.report.md',
  model: '.tokens.md',
  json: '.report.json',
  document: '.json',
};
/** A report for a ticket, for a language model beside what else it is told; all of it is the document. */
const MOST_TOKENS = { markdown: 20_000, json: 20_000, model: 8000 } as const;
const REVOKED_AFTER_MS = 60_000;

/** Saves a report as a file: by the browser, for the key is in a head that no link has. @throws Refusal */
export async function downloadReport(id: string, name: string, format: ReportFormat): Promise<void> {
  const content = await ask<unknown>((client) =>
    format === 'document'
      ? getDocument({ client, path: { id }, parseAs: 'blob' })
      : getReport({ client, path: { id }, query: queryOf(format), parseAs: 'blob' }),
  );
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content as Blob);
  link.download = `${name.replace(/[^\w.+-]+/g, '_').slice(-100)}${ENDINGS[format]}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKED_AFTER_MS);
}

/** With a budget HTML would be a page of facts; without one it is the report to look at, that does not ask for itself again. */
function queryOf(format: Exclude<ReportFormat, 'document'>): NonNullable<GetReportData['query']> {
  if (format === 'html') return { format, download: 'true' };
  return { format: format === 'json' ? format : 'markdown', max_tokens: MOST_TOKENS[format] };
}
