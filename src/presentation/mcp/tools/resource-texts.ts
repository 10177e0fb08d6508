import { Injectable } from '@nestjs/common';

import { WriteAudit } from '#application/access/write-audit';
import { ReadResult } from '#application/analysis/read-result';
import { JobAnswer } from './job-answer';
import type { PageRead } from './reading-tools';
import { ReadingTools } from './reading-tools';
import type { ToolAnswer, ToolCall } from './tool-call';
import { REPORT_TOKENS, TOOL_SPECS } from './tool-catalogue';
import { checkedInput } from './tool-spec';

/** What of an analysis can be attached to a conversation. */
export const RESOURCE_KINDS = ['report', 'fact', 'document'] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

export interface ResourceAsked {
  readonly kind: ResourceKind;
  readonly analysisId: string;
  /** Of a fact. */
  readonly ref?: string;
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
  async read(asked: ResourceAsked, call: Caller): Promise<ResourceText> {
    const { answer, isRead, resourceId } = await this.page(asked, call);
    if (isRead) {
      const entry = { keyId: call.caller.keyId, operation: 'read_result', resourceId } as const;
      void this.audit.execute(entry);
    }
    return textOf(answer);
  }

  private page({ kind, analysisId: id, ref = '' }: ResourceAsked, call: Caller): Promise<PageRead> {
    const whole = { analysis_id: id, max_tokens: REPORT_TOKENS };
    switch (kind) {
      case 'report':
        return this.reading.survey(checkedInput(TOOL_SPECS.survey.input, whole), call);
      case 'fact':
        return this.reading.get(checkedInput(TOOL_SPECS.get.input, { ...whole, refs: [ref] }), call);
      case 'document':
        return this.document(id, call);
    }
  }

  /** A link: a document has more text than any model reads. */
  private async document(id: string, { caller, address }: Caller): Promise<PageRead> {
    const reading = await this.results.version({ id, ownerId: caller.keyId });
    if (!reading.ready) return { answer: await this.jobs.of(reading.job), isRead: false, resourceId: id };
    const text = `GET ${address}/api/v1/analyze/${reading.job.id}/document, with the same key, answers with the whole document as JSON.\n`;
    return { answer: { text }, isRead: false, resourceId: id };
  }
}

function textOf(answer: ToolAnswer): ResourceText {
  return 'text' in answer
    ? { text: answer.text, mimeType: 'text/markdown' }
    : { text: JSON.stringify(answer.json), mimeType: 'application/json' };
}
