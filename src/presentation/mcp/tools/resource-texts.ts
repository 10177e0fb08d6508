import { Injectable } from '@nestjs/common';

import { WriteAudit } from '#application/access/write-audit';
import { ReadResult } from '#application/analysis/read-result';
import { DomainError } from '#domain/shared/domain-error';
import { JobAnswer } from './job-answer';
import { ReadingTools } from './reading-tools';
import type { ToolAnswer, ToolCall } from './tool-call';
import { REPORT_TOKENS, TOOL_SPECS } from './tool-catalogue';

/** What of an analysis can be attached to a conversation. */
export const RESOURCE_KINDS = ['report', 'document'] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

export interface ResourceAsked {
  readonly kind: ResourceKind;
  readonly analysisId: string;
}

export interface ResourceText {
  readonly text: string;
  readonly mimeType: string;
}

type Caller = Omit<ToolCall, 'tell'>;

/** Reads what is attached to a conversation: text of a size that fits into one. */
@Injectable()
export class ResourceTexts {
  constructor(
    private readonly reading: ReadingTools,
    private readonly results: ReadResult,
    private readonly jobs: JobAnswer,
    private readonly audit: WriteAudit,
  ) {}

  /** @throws as `ReadFacts`. */
  async read({ kind, analysisId }: ResourceAsked, call: Caller): Promise<ResourceText> {
    const { answer, isRead } = await (kind === 'report'
      ? this.report(analysisId, call)
      : this.document(analysisId, call));
    if (isRead) {
      void this.audit.execute({ keyId: call.caller.keyId, operation: 'read_result', resourceId: analysisId });
    }
    return textOf(answer);
  }

  private report(id: string, call: Caller): ReturnType<ReadingTools['survey']> {
    const input = TOOL_SPECS.survey.input.safeParse({ analysis_id: id, max_tokens: REPORT_TOKENS });
    if (!input.success) throw new DomainError('NOT_FOUND', 'There is no analysis with this id.');
    return this.reading.survey(input.data, call);
  }

  /** A link: a document has more text than any model reads. */
  private async document(id: string, { caller, address }: Caller): ReturnType<ReadingTools['survey']> {
    const reading = await this.results.version({ id, ownerId: caller.keyId });
    if (!reading.ready) return { answer: await this.jobs.of(reading.job), isRead: false };
    const text = `GET ${address}/api/v1/analyze/${reading.job.id}/document, with the same key, answers with the whole document as JSON.\n`;
    return { answer: { text }, isRead: false };
  }
}

function textOf(answer: ToolAnswer): ResourceText {
  return 'text' in answer
    ? { text: answer.text, mimeType: 'text/markdown' }
    : { text: JSON.stringify(answer.json), mimeType: 'application/json' };
}
