import { Injectable } from '@nestjs/common';

import type { ResultReading, ResultWanted } from '#application/analysis/read-result';
import type { FactAnswer } from '#application/ports/fact-reader.port';
import { CompareResults } from '#application/reports/compare-results';
import { ReadCards } from '#application/reports/read-cards';
import { ReadFacts } from '#application/reports/read-facts';
import { ReadSimilar } from '#application/reports/read-similar';
import { AppConfig } from '#config/app-config';
import type { Asking } from '#domain/report/fact-question';
import { OTHER } from '#domain/report/resolve-fact';
import { DomainError } from '#domain/shared/domain-error';
import { JobAnswer } from './job-answer';
import type { ToolAnswer, ToolCall } from './tool-call';
import type { InputOf } from './tool-catalogue';

/** What all of these are asked with. */
interface PageAsked {
  readonly analysis_id: string;
  readonly max_tokens: number;
  readonly cursor?: string | undefined;
}

type Result = Pick<ResultWanted, 'id' | 'ownerId'>;
type Read = (
  result: Result,
  asking: Omit<Asking, 'fileName'>,
  around: () => string,
) => Promise<ResultReading<FactAnswer>>;
type Reader = Pick<ToolCall, 'caller'>;

/** Of one result at a time: of this one, or those that begin with `other:` of the one that is named. @throws DomainError `INVALID_OPTION`. */
function wanted({ refs, with: other }: Pick<InputOf<'get'>, 'refs' | 'with'>): {
  readonly refs: readonly string[];
  readonly of?: string;
} {
  const others = refs.flatMap((ref) => (ref.startsWith(OTHER) ? [ref.slice(OTHER.length)] : []));
  if (others.length === 0) return { refs };
  const [field, message] =
    other === undefined ? ['with', 'whose the references are that begin with other:'] : ['refs', 'of two results'];
  if (other !== undefined && others.length === refs.length) return { refs: others, of: other };
  throw new DomainError('INVALID_OPTION', `An option is wrong: ${field}.`, {
    details: [{ field, message }],
    remediation:
      'References of a comparison that begin with other: go in a call of their own, with the other id as with.',
  });
}

/** What was read of a result; or how far it is, where nothing can be read of it yet. */
export interface PageRead {
  readonly answer: ToolAnswer;
  readonly isRead: boolean;
  /** Of which result. */
  readonly resourceId: string;
}

/** Tools that read of a result: pages of facts, never more tokens than the deployment allows. */
@Injectable()
export class ReadingTools {
  constructor(
    private readonly facts: ReadFacts,
    private readonly cards: ReadCards,
    private readonly comparing: CompareResults,
    private readonly looking: ReadSimilar,
    private readonly jobs: JobAnswer,
    private readonly config: AppConfig,
  ) {}

  /** @param before lines of ours that stand before the page, and count */
  survey(input: InputOf<'survey'>, reader: Reader, before = ''): Promise<PageRead> {
    const question = { kind: 'report', focus: input.focus, kinds: [] } as const;
    return this.page(
      input,
      reader,
      (id, asking, around) => this.facts.execute(id, { ...asking, ...question }, around),
      before,
    );
  }

  async get(input: InputOf<'get'>, reader: Reader): Promise<PageRead> {
    const { refs, of } = wanted(input);
    const question = { refs, parts: input.parts, showSuspicious: input.show_suspicious };
    const asked = { ...input, ...(of !== undefined && { analysis_id: of }) };
    return this.page(
      asked,
      reader,
      (id, asking, around) => this.cards.execute(id, { ...asking, ...question }, around),
      of === undefined || this.config.mcp.content === 'json' ? '' : `analysis_id: ${of}\n`,
    );
  }

  search(input: InputOf<'search'>, reader: Reader): Promise<PageRead> {
    const question = { kind: 'search', query: input.query, kinds: input.kinds } as const;
    return this.page(input, reader, (id, asking, around) => this.facts.execute(id, { ...asking, ...question }, around));
  }

  paths({ from, to, max_paths: maxPaths, ...input }: InputOf<'paths'>, reader: Reader): Promise<PageRead> {
    const question = { kind: 'paths', to, maxPaths, isWhole: false, ...(from !== undefined && { from }) } as const;
    return this.page(input, reader, (id, asking, around) => this.facts.execute(id, { ...asking, ...question }, around));
  }

  compare(input: InputOf<'compare'>, reader: Reader): Promise<PageRead> {
    return this.page(input, reader, (id, asking, around) =>
      this.comparing.execute(id, input.with, { ...asking, kind: 'compare' }, around),
    );
  }

  similar(input: InputOf<'similar'>, reader: Reader): Promise<PageRead> {
    const question = { kind: 'similar', ...(input.ref !== undefined && { ref: input.ref }) } as const;
    return this.page(input, reader, (id, asking, around) =>
      this.looking.execute(id, { ...asking, ...question }, around),
    );
  }

  private async page(asked: PageAsked, { caller }: Reader, read: Read, before = ''): Promise<PageRead> {
    const { maxTokens, content } = this.config.mcp;
    const isJson = content === 'json';
    const page = {
      format: isJson ? 'json' : 'markdown',
      maxTokens: Math.min(asked.max_tokens, maxTokens),
      ...(asked.cursor !== undefined && { cursor: asked.cursor }),
    } as const;
    const result = { id: asked.analysis_id, ownerId: caller.keyId };
    const reading = await read(result, { tokenizer: 'o200k_base', page }, () => before);
    if (!reading.ready) return { answer: await this.jobs.of(reading.job), isRead: false, resourceId: result.id };
    const { text } = reading.result;
    return {
      answer: isJson ? { json: JSON.parse(text) as Record<string, unknown> } : { text: `${before}${text}` },
      isRead: true,
      resourceId: result.id,
    };
  }
}
