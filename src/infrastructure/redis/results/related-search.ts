import type { PagedSection } from '#domain/document/parts';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { CallGraph, CallGraphRequest, CallNode } from '#domain/results/call-graph';
import type { RelationQuestion } from '#domain/results/relation-graph';
import type { RelationConditions, SectionQuery } from '#domain/results/section-query';
import { DomainError } from '#domain/shared/domain-error';
import type { TaskAnswers } from '#infrastructure/search/search-messages';
import type { SectionSearch, StoredColumns } from '#infrastructure/search/section-search';
import type { ResultIndex } from './result-index';
import { columnsKey, relationsKey } from './result-index';
import type { ResultReader } from './result-reader';

const NONE = new Uint32Array();

/** Searches one result by its columns and relations. */
export class RelatedSearch {
  constructor(
    private readonly search: SectionSearch,
    private readonly content: ContentKey,
    private readonly index: ResultIndex,
    private readonly reader: ResultReader,
  ) {}

  /** @throws DomainError `INVALID_OPTION` when a pattern takes too long, `OVERLOADED`, `RESULT_EXPIRED`. */
  async find(section: PagedSection, query: SectionQuery, offset: number, limit: number): Promise<TaskAnswers['find']> {
    if (this.index.totals[section] === 0) return { ordinals: NONE, total: 0 };
    const among = query.relations && (await this.fitting(section, query.relations));
    const task = { kind: 'find', query, offset, limit, ...(among !== undefined && { among }) } as const;
    return this.search.ask(this.columns(section), task);
  }

  /** `undefined` where neither a function nor an import is. @throws DomainError `OVERLOADED`, `RESULT_EXPIRED`. */
  async callGraph(request: CallGraphRequest): Promise<CallGraph | undefined> {
    const around = await this.search.ask(this.relations(), { kind: 'around', request });
    if (around === undefined) return undefined;
    const nodes = await this.described(around.nodes);
    const addressOf = (position: number): readonly CallNode['address'][] =>
      nodes.slice(position, position + 1).map(({ address }) => address);
    const edges = around.edges.flatMap(([caller, callee]) =>
      addressOf(caller).flatMap((from) => addressOf(callee).map((to) => ({ from, to }))),
    );
    return { nodes, edges, truncated: around.truncated };
  }

  private async fitting(section: PagedSection, conditions: RelationConditions): Promise<Uint32Array> {
    const { usedBy } = conditions;
    if (section === 'functions') {
      const question = await this.question(conditions);
      return this.search.ask(this.relations(), { kind: 'functions', question });
    }
    if (usedBy === undefined || (section !== 'imports' && section !== 'strings')) return NONE;
    return this.search.ask(this.relations(), { kind: 'used', section, by: usedBy });
  }

  private async question({
    import: name,
    importAt: address,
    category,
    string: text,
    ...rest
  }: RelationConditions): Promise<RelationQuestion> {
    const order = 'asc';
    const [imports, strings] = await Promise.all([
      Promise.all([
        ...(name === undefined ? [] : [this.places('imports', { name, order })]),
        ...(address === undefined ? [] : [this.places('imports', { address, order })]),
        ...(category === undefined ? [] : [this.places('imports', { type: category, order })]),
      ]),
      Promise.all(text === undefined ? [] : [this.places('strings', { filter: { kind: 'substring', text }, order })]),
    ]);
    return { imports, strings, ...rest };
  }

  private async places(section: 'imports' | 'strings', query: SectionQuery): Promise<Uint32Array> {
    return (await this.find(section, query, 0, this.index.totals[section])).ordinals;
  }

  private async described(nodes: readonly number[]): Promise<readonly CallNode[]> {
    const functions = this.index.totals.functions;
    const [own, foreign] = await Promise.all([
      this.describe(
        'functions',
        nodes.filter((node) => node < functions),
      ),
      this.describe(
        'imports',
        nodes.filter((node) => node >= functions).map((node) => node - functions),
      ),
    ]);
    const [nextOwn, nextForeign] = [own.values(), foreign.values()];
    return nodes.flatMap((node) => {
      const { value } = node < functions ? nextOwn.next() : nextForeign.next();
      return value === undefined ? [] : [value];
    });
  }

  private async describe(section: 'functions' | 'imports', places: readonly number[]): Promise<readonly CallNode[]> {
    if (places.length === 0) return [];
    const kind = section === 'functions' ? 'function' : 'import';
    const found = await this.search.ask(this.columns(section), { kind: 'describe', places: Uint32Array.from(places) });
    return found.map((each) => ({ ...each, kind }));
  }

  private columns(section: PagedSection): StoredColumns {
    return {
      name: columnsKey(this.content, this.index, section),
      items: this.index.totals[section],
      load: () => this.reader.columns(section),
    };
  }

  private relations(): StoredColumns {
    const { functions, imports, strings } = this.index.totals;
    if (this.index.relations !== true) throw withoutRelations();
    return {
      name: relationsKey(this.content, this.index),
      items: functions + imports + strings,
      load: () => this.reader.relations(),
    };
  }
}

function withoutRelations(): DomainError {
  return new DomainError(
    'RESULT_EXPIRED',
    'This result is of an earlier version, which did not keep what this asks for.',
    {
      remediation: 'Send the file again.',
    },
  );
}
