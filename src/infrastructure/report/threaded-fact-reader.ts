import type { OnApplicationShutdown } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';

import type { FactAnswer, Viewed } from '#application/ports/fact-reader.port';
import { FactReader } from '#application/ports/fact-reader.port';
import { ResultCache } from '#application/ports/result-cache.port';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { CompareQuestion, FactQuestion } from '#domain/report/fact-question';
import { DomainError } from '#domain/shared/domain-error';
import { SECOND_MS } from '#domain/shared/quantities';
import type { CompareAsked, CompareView } from '#domain/views/compare-view';
import type { ReportView, ViewAsked } from '#domain/views/report-view';
import type { SimilarAsked, SimilarView } from '#domain/views/similar-view';
import { ThreadChannel } from '#infrastructure/threads/thread-channel';
import { ThreadPrograms } from '#infrastructure/threads/thread-programs';
import type { AnyView, OrderedDocument, ReportOrder, ReportOutcome } from './report-messages';

const THREAD_HEAP_MB = 1024;
const DEADLINE_MS = 30 * SECOND_MS;

/** Reads documents as facts in a thread of their own, which starts with the first question and keeps what was asked about last. */
@Injectable()
export class ThreadedFactReader extends FactReader implements OnApplicationShutdown {
  private readonly logger = new Logger(ThreadedFactReader.name);
  private readonly thread: ThreadChannel<ReportOrder>;
  /** Questions that go with their documents, by the keys of those. */
  private readonly sending = new Map<string, Promise<unknown>>();

  constructor(
    private readonly cache: ResultCache,
    { report }: ThreadPrograms,
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

  async ask(key: ContentKey, question: FactQuestion): Promise<FactAnswer | undefined> {
    return pageOf(await this.answer([key], ([one]) => one && { of: [one], question }));
  }

  async compare(key: ContentKey, other: ContentKey, question: CompareQuestion): Promise<FactAnswer | undefined> {
    return pageOf(await this.answer([key, other], ([one, two]) => one && two && { of: [one, two], question }));
  }

  async view(key: ContentKey, asked: ViewAsked): Promise<Viewed<ReportView> | undefined> {
    const question = { ...asked, kind: 'view' as const };
    return viewOf(await this.answer([key], ([one]) => one && { of: [one], question }));
  }

  async compareView(key: ContentKey, other: ContentKey, asked: CompareAsked): Promise<Viewed<CompareView> | undefined> {
    const question = { ...asked, kind: 'compare-view' as const };
    return viewOf(await this.answer([key, other], ([one, two]) => one && two && { of: [one, two], question }));
  }

  async similarView(key: ContentKey, asked: SimilarAsked): Promise<Viewed<SimilarView> | undefined> {
    const question = { ...asked, kind: 'similar-view' as const };
    return viewOf(await this.answer([key], ([one]) => one && { of: [one], question }));
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
    const stored = await this.cache.document(key);
    if (stored === undefined) return undefined;
    const document = await joined(stored.gzip(stored.head));
    return { name: `${key} ${stored.version}`, version: stored.version, document };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread.end();
  }

  private async order(order: ReportOrder): Promise<ReportOutcome> {
    const { answer, refuse } = this.thread.order(order, memoryOf(order));
    const deadline = setTimeout(() => {
      refuse(overloaded());
    }, DEADLINE_MS);
    try {
      return (await answer) as ReportOutcome;
    } finally {
      clearTimeout(deadline);
    }
  }
}

/** What the thread said of the version that it was asked about. */
interface Answered {
  readonly outcome: Exclude<ReportOutcome, { readonly kind: 'unknown' | 'refused' }>;
  readonly version: string;
}

function answered(outcome: ReportOutcome, { of: [{ version }] }: ReportOrder): Answered {
  switch (outcome.kind) {
    case 'answered':
    case 'viewed':
      return { outcome, version };
    case 'refused':
      throw new DomainError(outcome.code, outcome.message, outcome);
    case 'unknown':
      throw new Error('Failed to read a document as facts: it was sent along and is not known');
  }
}

function pageOf(answer: Answered | undefined): FactAnswer | undefined {
  if (answer === undefined) return undefined;
  if (answer.outcome.kind !== 'answered') throw unfit();
  return { ...answer.outcome.page, version: answer.version };
}

/** @template View what the question asks for */
function viewOf<View extends AnyView>(answer: Answered | undefined): Viewed<View> | undefined {
  if (answer === undefined) return undefined;
  if (answer.outcome.kind !== 'viewed') throw unfit();
  return { view: answer.outcome.view as View, version: answer.version };
}

function unfit(): Error {
  return new Error('Failed to read a document as facts: the thread answered another question');
}

/** What changes hands: nobody here reads it again. */
function memoryOf({ of }: ReportOrder): ArrayBuffer[] {
  return of.flatMap(({ document }) => (document === undefined ? [] : [document.buffer as ArrayBuffer]));
}

async function joined(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const part of parts) pieces.push(part);
  // Not of the pool that others write to: it is given away.
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function overloaded(): DomainError {
  return new DomainError('OVERLOADED', 'No report of this result can be written right now.', {
    remediation: 'Try again in a few seconds, or read the sections of the document.',
  });
}
