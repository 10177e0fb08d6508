import type { OnApplicationShutdown } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';

import { DomainError } from '#domain/shared/domain-error';
import { MB } from '#domain/shared/quantities';
import { Re2jsPatternEngine } from '#infrastructure/rules/re2js-pattern-engine';
import { ThreadChannel } from '#infrastructure/threads/thread-channel';
import { ThreadPrograms } from '#infrastructure/threads/thread-programs';
import type { RelationTask, SearchOutcome, SearchRequest, SectionTask, TaskAnswers } from './search-messages';
import { SearchedSections } from './searched-sections';

/** Sections up to this many items are searched at once; the others in a thread of their own. */
const SMALL = 1000;
const SMALL_KEPT_BYTES = 32 * MB;
const THREAD_HEAP_MB = 1024;
const DEADLINE_MS = 15_000;

/** Columns by their name: how many items they are of, and how to read them where they are not known yet. */
export interface StoredColumns {
  readonly name: string;
  readonly items: number;
  readonly load: () => Promise<Uint8Array>;
}

/** Searches sections by their columns, off the event loop where they are large. The thread starts with the first such search. */
@Injectable()
export class SectionSearch implements OnApplicationShutdown {
  private readonly logger = new Logger(SectionSearch.name);
  private readonly small = new SearchedSections(SMALL_KEPT_BYTES, new Re2jsPatternEngine());
  private readonly thread: ThreadChannel<SearchRequest>;

  constructor({ search }: ThreadPrograms) {
    this.thread = new ThreadChannel(
      { ...search, heapMb: THREAD_HEAP_MB, isBackground: true },
      {
        refusalFor: (error) => {
          if (error !== undefined)
            this.logger.error({ err: error }, 'The thread that searches sections died; the next search starts another');
          return overloaded();
        },
      },
    );
  }

  /** @throws DomainError `INVALID_OPTION` when a pattern takes too long, `OVERLOADED`. */
  async ask<Task extends SectionTask | RelationTask>(
    { name, items, load }: StoredColumns,
    task: Task,
  ): Promise<TaskAnswers[Task['kind']]> {
    const ask = (request: SearchRequest): Promise<SearchOutcome> =>
      items <= SMALL ? this.small.answer(request) : this.askThread(request);
    let outcome = await ask({ columns: name, task });
    if (outcome.kind === 'unknown') outcome = await ask({ columns: name, task, stored: await load() });
    switch (outcome.kind) {
      case 'answered':
        return outcome.answer as TaskAnswers[Task['kind']];
      case 'refused':
        throw new DomainError('INVALID_OPTION', outcome.message, outcome);
      case 'failed':
      case 'unknown':
        throw new Error(`Failed to search a section: ${'message' in outcome ? outcome.message : 'no columns'}`);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread.end();
  }

  private async askThread(request: SearchRequest): Promise<SearchOutcome> {
    const { answer, refuse } = this.thread.order(request);
    const deadline = setTimeout(() => {
      refuse(overloaded());
    }, DEADLINE_MS);
    try {
      return (await answer) as SearchOutcome;
    } finally {
      clearTimeout(deadline);
    }
  }
}

function overloaded(): DomainError {
  return new DomainError('OVERLOADED', 'This section cannot be searched right now.', {
    remediation: 'Try again in a few seconds, or read the section page by page without a filter.',
  });
}
