import type { PatternEngine } from '#domain/patterns/pattern-engine';
import { RelationGraph } from '#domain/results/relation-graph';
import { ByteBoundedMap } from '#domain/shared/byte-bounded-map';
import { DomainError } from '#domain/shared/domain-error';
import { decodeColumns } from '#infrastructure/packing/columns-bytes';
import type { RelationTask, SearchOutcome, SearchRequest, SectionTask, TaskAnswers } from './search-messages';
import { SectionSearcher } from './section-searcher';

/** The sections and relations that were searched last, ready to be searched again. */
export class SearchedSections {
  private readonly known: ByteBoundedMap<SectionSearcher | RelationGraph>;

  constructor(
    mostBytes: number,
    private readonly patterns: PatternEngine,
  ) {
    this.known = new ByteBoundedMap(mostBytes);
  }

  /** Never throws. */
  async answer({ columns, stored, task }: SearchRequest): Promise<SearchOutcome> {
    try {
      const known = this.known.get(columns) ?? this.learn(columns, stored);
      if (known === undefined) return { kind: 'unknown' };
      return { kind: 'answered', answer: await answerOf(known, task) };
    } catch (error) {
      return outcomeOf(error);
    }
  }

  private learn(name: string, stored: Uint8Array | undefined): SectionSearcher | RelationGraph | undefined {
    if (stored === undefined) return undefined;
    const columns = decodeColumns(stored);
    const searcher = 'section' in columns ? new SectionSearcher(columns, this.patterns) : new RelationGraph(columns);
    this.known.set(name, searcher, searcher.bytes);
    return searcher;
  }
}

function answerOf(
  known: SectionSearcher | RelationGraph,
  task: SectionTask | RelationTask,
): TaskAnswers[keyof TaskAnswers] | Promise<TaskAnswers['find']> {
  if (known instanceof SectionSearcher) {
    if (task.kind === 'find') return known.find(task.query, task.offset, task.limit, task.among);
    if (task.kind === 'describe') return known.describe(task.places);
  } else {
    if (task.kind === 'functions') return known.functionsThat(task.question);
    if (task.kind === 'used') return known.usedBy(task.section, task.by);
    if (task.kind === 'around') return known.around(task.request);
  }
  throw new Error(`Columns of another kind were asked to ${task.kind}`);
}

function outcomeOf(error: unknown): SearchOutcome {
  if (!(error instanceof DomainError)) return { kind: 'failed', message: String(error) };
  const { message, details, remediation = '' } = error;
  return { kind: 'refused', message, remediation, details: typeof details === 'object' ? details : [] };
}
