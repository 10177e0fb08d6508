import { judge } from '#domain/findings/judge';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { REPORT } from '#test/application/analysis-bench';
import { aFile, aJob } from '#test/builders/job';
import { loadOwnRules } from '#test/support/load-rules';
import { assembleDocument } from './assemble-document';
import { judgedSubjectOf } from './judged-subject-of';

// A static program that is loaded anywhere: its header alone cannot be told from a library's (DF_1_PIE can).
it('the media type agrees with the kind that the whole file shows', () => {
  const header: ExecutableHeader = { ...REPORT.file, kind: 'shared_library' };
  const job = aJob({ file: aFile({ header }) });
  const judgement = judge(judgedSubjectOf(job, REPORT), loadOwnRules());
  const by = { ...REPORT.identity, rulesVersion: '1', startedAt: 0, completedAt: 0 };

  const { kind, mime_type: mimeType } = assembleDocument(job, REPORT, judgement, by).metadata.file;

  expect([kind, mimeType]).toEqual(['executable', 'application/x-executable']);
});
