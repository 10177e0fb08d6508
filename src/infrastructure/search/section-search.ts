import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';

import { DomainError } from '#domain/shared/domain-error';
import { Re2jsPatternEngine } from '#infrastructure/rules/re2js-pattern-engine';
import type { SearchOutcome, SearchReply, SearchRequest } from './search-messages';
import { SearchedSections } from './searched-sections';
import type { Found } from './section-searcher';

/** As it is built: a thread loads JavaScript only, also where the rest is run from its sources. */
const ENTRY = join(__dirname.replace(/src(?=[\\/]infrastructure[\\/]search$)/, 'dist'), 'search.worker.js');
/** Sections up to this many items are searched at once; the others in a thread of their own. */
const SMALL = 1000;
const SMALL_KEPT_BYTES = 32 * 1024 * 1024;
const THREAD_HEAP_MB = 1024;
const DEADLINE_MS = 15_000;

interface Pending {
  readonly resolve: (outcome: SearchOutcome) => void;
  readonly reject: (error: Error) => void;
}

export type Search = Omit<SearchRequest, 'id' | 'stored'>;

/** Searches sections by their columns, off the event loop where they are large. The thread starts with the first such search. */
@Injectable()
export class SectionSearch implements OnApplicationShutdown {
  private readonly logger = new Logger(SectionSearch.name);
  private readonly small = new SearchedSections(SMALL_KEPT_BYTES, new Re2jsPatternEngine());
  private readonly pending = new Map<number, Pending>();
  private thread: Worker | undefined;
  private lastId = 0;

  /**
   * `items`: how many the section has; `load` reads its columns, when they are not known yet.
   * @throws DomainError `INVALID_OPTION` when a pattern takes too long, `OVERLOADED`.
   */
  async find(search: Search, items: number, load: () => Promise<Uint8Array>): Promise<Found> {
    const ask = (request: Omit<SearchRequest, 'id'>): Promise<SearchOutcome> =>
      items <= SMALL ? this.small.answer(request) : this.askThread(request);
    let outcome = await ask(search);
    if (outcome.kind === 'unknown') outcome = await ask({ ...search, stored: await load() });
    switch (outcome.kind) {
      case 'found':
        return outcome;
      case 'refused':
        throw new DomainError('INVALID_OPTION', outcome.message, outcome);
      case 'failed':
      case 'unknown':
        throw new Error(`Failed to search a section: ${'message' in outcome ? outcome.message : 'no columns'}`);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread?.terminate();
  }

  private async askThread(request: Omit<SearchRequest, 'id'>): Promise<SearchOutcome> {
    const thread = (this.thread ??= this.start());
    const id = (this.lastId += 1);
    let deadline: NodeJS.Timeout | undefined;
    try {
      return await new Promise<SearchOutcome>((resolve, reject) => {
        this.pending.set(id, { resolve, reject });
        deadline = setTimeout(() => {
          reject(overloaded());
        }, DEADLINE_MS);
        thread.postMessage({ id, ...request } satisfies SearchRequest);
      });
    } finally {
      clearTimeout(deadline);
      this.pending.delete(id);
    }
  }

  private start(): Worker {
    const thread = new Worker(ENTRY, { resourceLimits: { maxOldGenerationSizeMb: THREAD_HEAP_MB } });
    thread.unref();
    thread.on('message', ({ id, ...outcome }: SearchReply) => {
      this.pending.get(id)?.resolve(outcome);
    });
    thread.on('error', (error) => {
      this.logger.error({ err: error }, 'The thread that searches sections died; the next search starts another');
    });
    thread.once('exit', () => {
      if (this.thread === thread) this.thread = undefined;
      for (const { reject } of this.pending.values()) reject(overloaded());
    });
    return thread;
  }
}

function overloaded(): DomainError {
  return new DomainError('OVERLOADED', 'This section cannot be searched right now.', {
    remediation: 'Try again in a few seconds, or read the section page by page without a filter.',
  });
}
