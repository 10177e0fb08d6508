import type { PatternEngine } from '#domain/patterns/pattern-engine';
import { ByteBoundedMap } from '#domain/shared/byte-bounded-map';
import { DomainError } from '#domain/shared/domain-error';
import { decodeColumns } from '#infrastructure/packing/section-columns';
import type { SearchOutcome, SearchRequest } from './search-messages';
import { SectionSearcher } from './section-searcher';

/** The sections that were searched last, ready to be searched again. */
export class SearchedSections {
  private readonly known: ByteBoundedMap<SectionSearcher>;

  constructor(
    mostBytes: number,
    private readonly patterns: PatternEngine,
  ) {
    this.known = new ByteBoundedMap(mostBytes);
  }

  /** Never throws. */
  async answer({ columns, stored, query, offset, limit }: SearchRequest): Promise<SearchOutcome> {
    try {
      const searcher = this.known.get(columns) ?? this.learn(columns, stored);
      if (searcher === undefined) return { kind: 'unknown' };
      return { kind: 'found', ...(await searcher.find(query, offset, limit)) };
    } catch (error) {
      return outcomeOf(error);
    }
  }

  private learn(name: string, stored: Uint8Array | undefined): SectionSearcher | undefined {
    if (stored === undefined) return undefined;
    const searcher = new SectionSearcher(decodeColumns(stored), this.patterns);
    this.known.set(name, searcher, searcher.bytes);
    return searcher;
  }
}

function outcomeOf(error: unknown): SearchOutcome {
  if (!(error instanceof DomainError)) return { kind: 'failed', message: String(error) };
  const { message, details, remediation = '' } = error;
  return { kind: 'refused', message, remediation, details: typeof details === 'object' ? details : [] };
}
