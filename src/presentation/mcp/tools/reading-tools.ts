import { Injectable } from '@nestjs/common';

import type { ResultReading } from '#application/analysis/read-result';
import type { FactAnswer } from '#application/ports/fact-reader.port';
import type { FactsAsked } from '#application/reports/read-facts';
import { ReadFacts } from '#application/reports/read-facts';
import { AppConfig } from '#config/app-config';
import type { Asking } from '#domain/report/fact-question';
import { JobAnswer } from './job-answer';
import type { ToolAnswer, ToolCall } from './tool-call';
import type { InputOf } from './tool-catalogue';

/** What all of these are asked with. */
interface PageAsked {
  readonly analysis_id: string;
  readonly max_tokens: number;
  readonly cursor?: string | undefined;
}

type Question = FactsAsked extends infer Asked ? (Asked extends unknown ? Omit<Asked, keyof Asking> : never) : never;

/** What was read of a result; or how far it is, where nothing can be read of it yet. */
export interface PageRead {
  readonly answer: ToolAnswer;
  readonly isRead: boolean;
}

/** Tools that read of a result: pages of facts, never more tokens than the deployment allows. */
@Injectable()
export class ReadingTools {
  constructor(
    private readonly facts: ReadFacts,
    private readonly jobs: JobAnswer,
    private readonly config: AppConfig,
  ) {}

  /** @param before lines of ours that stand before the page, and count */
  survey(input: InputOf<'survey'>, call: Pick<ToolCall, 'caller'>, before = ''): Promise<PageRead> {
    return this.page(input, { kind: 'report', focus: input.focus, kinds: [] }, call, before);
  }

  private async page(
    asked: PageAsked,
    question: Question,
    { caller }: Pick<ToolCall, 'caller'>,
    before = '',
  ): Promise<PageRead> {
    const { maxTokens, content } = this.config.mcp;
    const reading: ResultReading<FactAnswer> = await this.facts.execute(
      { id: asked.analysis_id, ownerId: caller.keyId },
      {
        ...question,
        tokenizer: 'o200k_base',
        page: {
          format: content === 'json' ? 'json' : 'markdown',
          maxTokens: Math.min(asked.max_tokens, maxTokens),
          ...(asked.cursor !== undefined && { cursor: asked.cursor }),
        },
      },
      () => before,
    );
    if (!reading.ready) return { answer: await this.jobs.of(reading.job), isRead: false };
    const { text } = reading.result;
    const isJson = content === 'json';
    return {
      answer: isJson ? { json: JSON.parse(text) as Record<string, unknown> } : { text: `${before}${text}` },
      isRead: true,
    };
  }
}
