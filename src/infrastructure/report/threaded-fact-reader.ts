import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';

import type { FactAnswer, Viewed } from '#application/ports/fact-reader.port';
import { FactReader } from '#application/ports/fact-reader.port';
import { ResultCache } from '#application/ports/result-cache.port';
import { AppConfig } from '#config/app-config';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { CompareQuestion, FactQuestion } from '#domain/report/fact-question';
import { DomainError } from '#domain/shared/domain-error';
import { SECOND_MS } from '#domain/shared/quantities';
import type { CompareAsked, CompareView } from '#domain/views/compare-view';
import type { ReportView, ViewAsked } from '#domain/views/report-view';
import type { SimilarAsked, SimilarView } from '#domain/views/similar-view';
import { ThreadChannel } from '#infrastructure/threads/thread-channel';
import { ThreadPrograms } from '#infrastructure/threads/thread-programs';
import type { Answered } from './answered';
import { answered, pageOf, viewOf } from './answered';
import { FinishedAnswers, nameOfQuestion } from './finished-answers';
import { givenAway, memoryOf } from './given-away';
import { IdTokens } from './id-tokens';
import type { OrderedDocument, ReportOrder, ReportOutcome, ThreadOrder } from './report-messages';
import { TOLD_SECTIONS } from './stored-result';

const THREAD_HEAP_MB = 1024;
const DEADLINE_MS = 30 * SECOND_MS;
/** After the start, when what has to be ready first is. */
const WARM_AFTER_MS = 3 * SECOND_MS;

/** The thread was ended over another question. */
class Interrupted extends Error {}

/** Reads documents as facts in a thread of their own, which keeps what was asked about last. */
@Injectable()
export class ThreadedFactReader extends FactReader implements OnApplicationBootstrap, OnApplicationShutdown {
  /** Of one question: the thread takes them one after the other. */
  protected readonly deadlineMs: number = DEADLINE_MS;
  private readonly logger = new Logger(ThreadedFactReader.name);
  private readonly thread: ThreadChannel<ThreadOrder>;
  private readonly finished = new FinishedAnswers();
  private readonly ids = new IdTokens(
    async (count, tokenizer) => (await this.thread.order({ count, tokenizer }).answer) as readonly number[],
  );
  /** Questions that go with their documents, by the keys of those. */
  private readonly sending = new Map<string, Promise<unknown>>();
  private warming: NodeJS.Timeout | undefined;
  private answeredAt = -Infinity;

  constructor(
    private readonly cache: ResultCache,
    { report }: ThreadPrograms,
    private readonly config: AppConfig,
  ) {
    super();
    this.thread = new ThreadChannel(
      { ...report, heapMb: THREAD_HEAP_MB, isBackground: true },
      {
        refusalFor: (error) => {
          if (error !== undefined)
            this.logger.error({ err: error }, 'The thread that writes reports died; the next question starts another');
          return overloaded();
        },
      },
    );
  }

  /** The first question finds a thread that is up, and has the vocabulary that most ask for. */
  onApplicationBootstrap(): void {
    if (this.config.role === 'worker') return;
    this.warming = setTimeout(() => {
      this.thread.order({ warmUp: true }).answer.catch(() => undefined);
    }, WARM_AFTER_MS).unref();
  }

  async ask(key: ContentKey, question: FactQuestion): Promise<FactAnswer | undefined> {
    const document = await this.named(key);
    if (document === undefined) return undefined;
    const name = nameOfQuestion(document.name, question, this.ids);
    const known = name === undefined ? undefined : this.finished.get(name);
    if (known !== undefined) return known;
    const answer = pageOf(await this.answerOnce([key], ([one]) => one && { of: [one], question }));
    // What has been stored in its place meanwhile has another version.
    if (name !== undefined && answer?.version === document.version) this.finished.keep(name, answer);
    return answer;
  }

  async compare(key: ContentKey, other: ContentKey, question: CompareQuestion): Promise<FactAnswer | undefined> {
    return pageOf(await this.answerOnce([key, other], ([one, two]) => one && two && { of: [one, two], question }));
  }

  async view(key: ContentKey, asked: ViewAsked): Promise<Viewed<ReportView> | undefined> {
    const question = { ...asked, kind: 'view' as const };
    return viewOf(await this.answerOnce([key], ([one]) => one && { of: [one], question }));
  }

  async compareView(key: ContentKey, other: ContentKey, asked: CompareAsked): Promise<Viewed<CompareView> | undefined> {
    const question = { ...asked, kind: 'compare-view' as const };
    return viewOf(await this.answerOnce([key, other], ([one, two]) => one && two && { of: [one, two], question }));
  }

  async similarView(key: ContentKey, asked: SimilarAsked): Promise<Viewed<SimilarView> | undefined> {
    const question = { ...asked, kind: 'similar-view' as const };
    return viewOf(await this.answerOnce([key], ([one]) => one && { of: [one], question }));
  }

  /** Where the thread was ended over another question, this one is asked again, once. */
  private async answerOnce(...question: Parameters<ThreadedFactReader['answer']>): Promise<Answered | undefined> {
    try {
      return await this.answer(...question);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
    }
    try {
      return await this.answer(...question);
    } catch (error) {
      throw error instanceof Interrupted ? overloaded() : error;
    }
  }

  /** Asks without the documents first, which the thread may know; or will, once another question has sent them. */
  private async answer(
    keys: readonly ContentKey[],
    orderFor: (of: readonly OrderedDocument[]) => ReportOrder | undefined,
  ): Promise<Answered | undefined> {
    const known = await Promise.all(keys.map((key) => this.named(key)));
    const first = known.includes(undefined) ? undefined : orderFor(known.flatMap((each) => each ?? []));
    if (first === undefined) return undefined;
    const outcome = await this.order(first);
    if (outcome.kind !== 'unknown') return answered(outcome, first);
    const name = keys.join(' ');
    const before = this.sending.get(name);
    if (before !== undefined) {
      await before.catch(() => undefined);
      const next = await this.order(first);
      if (next.kind !== 'unknown') return answered(next, first);
    }
    const sending = this.answerWhole(keys, orderFor);
    this.sending.set(name, sending);
    try {
      return await sending;
    } finally {
      if (this.sending.get(name) === sending) this.sending.delete(name);
    }
  }

  private async answerWhole(
    keys: readonly ContentKey[],
    orderFor: (of: readonly OrderedDocument[]) => ReportOrder | undefined,
  ): Promise<Answered | undefined> {
    const whole = await Promise.all(keys.map((key) => this.whole(key)));
    const order = whole.includes(undefined) ? undefined : orderFor(whole.flatMap((each) => each ?? []));
    return order && answered(await this.order(order), order);
  }

  private async named(key: ContentKey): Promise<OrderedDocument | undefined> {
    const version = await this.cache.version(key);
    return version === undefined ? undefined : { name: `${key} ${version}`, version };
  }

  private async whole(key: ContentKey): Promise<OrderedDocument | undefined> {
    const stored = await this.cache.pieces(key, TOLD_SECTIONS);
    if (stored === undefined) return undefined;
    return { name: `${key} ${stored.version}`, version: stored.version, document: await givenAway(stored) };
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.warming);
    await this.thread.end();
  }

  private async order(order: ReportOrder): Promise<ReportOutcome> {
    const { answer, refuse } = this.thread.order(order, memoryOfOrder(order));
    const deadline = setTimeout(() => {
      refuse(tooMuch());
      this.endIfStuck();
    }, this.deadlineMs);
    try {
      const outcome = (await answer) as ReportOutcome;
      this.answeredAt = performance.now();
      return outcome;
    } finally {
      clearTimeout(deadline);
    }
  }

  /** One question holds it that has been working for as long as any may; where it only has much to do, it goes on. */
  private endIfStuck(): void {
    if (performance.now() - this.answeredAt < this.deadlineMs / 2) return;
    this.logger.warn('A question took the thread that writes reports too long; the next starts another');
    void this.thread.fail(new Interrupted('The thread was ended over another question.'));
  }
}

/** What changes hands: nobody here reads it again. */
function memoryOfOrder({ of }: ReportOrder): ArrayBuffer[] {
  return of.flatMap(({ document }) => (document === undefined ? [] : memoryOf(document)));
}

function tooMuch(): DomainError {
  return new DomainError('OVERLOADED', 'This question took too long to answer.', {
    remediation: 'Ask for less, such as fewer references or a narrower search, or read the sections of the document.',
  });
}

function overloaded(): DomainError {
  return new DomainError('OVERLOADED', 'No report of this result can be written right now.', {
    remediation: 'Try again in a few seconds, or read the sections of the document.',
  });
}
