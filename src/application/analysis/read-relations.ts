import { Injectable } from '@nestjs/common';

import type { ResultPage } from '#application/ports/result-cache.port';
import { ResultCache } from '#application/ports/result-cache.port';
import type { PagedSection } from '#domain/document/parts';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { CallGraph, CallGraphRequest } from '#domain/results/call-graph';
import type { CrossReference } from '#domain/results/cross-reference';
import { crossReferenceOf } from '#domain/results/cross-reference';
import type { ItemKind, ItemReference } from '#domain/results/item-reference';
import { ITEM_KINDS } from '#domain/results/item-reference';
import type { RelationConditions, SectionQuery } from '#domain/results/section-query';
import type { SectionItem } from '#domain/results/section-traits';
import type { Address } from '#domain/shared/address';
import { DomainError } from '#domain/shared/domain-error';
import { fromJsonText } from '#domain/shared/json-text';
import type { ResultReading, ResultWanted } from './read-result';
import { ReadResult } from './read-result';
import type { ReferenceWanted, Referred } from './resolve-reference';
import { resolveReference } from './resolve-reference';

type Condition = 'importAt' | 'calls' | 'calledBy' | 'reachableFrom' | 'usedBy';
const KINDS: Readonly<Record<Condition, readonly ItemKind[]>> = {
  importAt: ['import'],
  calls: ['function', 'import'],
  calledBy: ['function'],
  reachableFrom: ['function'],
  usedBy: ['function'],
};
type Window = { readonly offset: number; readonly limit: number };

/** Relations as a caller names them: `field` is the caller's own word. */
export interface RelationsWanted extends Omit<RelationConditions, Condition> {
  readonly references: Readonly<
    Partial<Record<Condition, { readonly reference: ItemReference; readonly field: string }>>
  >;
}

/** Why nothing is known of relations; absent where it is. */
interface Known {
  readonly notAnalysed?: string;
}

export interface CrossReferences extends Known {
  readonly targets: readonly Referred[];
  readonly items: readonly CrossReference[];
  readonly total: number;
  readonly version: string;
}

/** Reads who calls and uses what. Every method throws what those of `ReadResult` do, and DomainError `OVERLOADED`. */
@Injectable()
export class ReadRelations {
  constructor(
    private readonly results: ReadResult,
    private readonly cache: ResultCache,
  ) {}

  /** @throws DomainError `INVALID_OPTION` also for a reference to what there is not, or several of. */
  page<Name extends PagedSection>(
    wanted: ResultWanted,
    section: Name,
    query: Omit<SectionQuery, 'relations'> & { readonly relations: RelationsWanted },
    { offset, limit }: Window,
  ): Promise<ResultReading<ResultPage<SectionItem<Name>> & Known>> {
    return this.results.read(wanted, async (key, _job, isSoFar) => {
      const { references, ...conditions } = query.relations;
      const resolved: Partial<Record<Condition, Address>> = {};
      for (const [name, each] of Object.entries(references) as [
        Condition,
        { reference: ItemReference; field: string },
      ][]) {
        const found = await this.resolve(key, {
          ...each,
          kinds: KINDS[name],
        });
        if (found === undefined) return undefined;
        if (found[0] === undefined && isSoFar) return undefined;
        if (found[0] === undefined) throw unknownOption(each.field);
        resolved[name] = found[0].address;
      }
      const page = await this.cache.page(
        key,
        section,
        { ...query, relations: { ...conditions, ...resolved } },
        offset,
        limit,
      );
      return page && { ...page, ...(await this.known(key)) };
    });
  }

  /** Who refers to it, by the order of functions. @throws DomainError `NOT_FOUND` where nothing is. */
  crossReferences(
    wanted: ResultWanted,
    what: Pick<ReferenceWanted, 'reference' | 'field'>,
    { offset, limit }: Window,
  ): Promise<ResultReading<CrossReferences>> {
    return this.results.read(wanted, async (key, _job, isSoFar) => {
      const targets = await this.resolve(key, { ...what, kinds: ITEM_KINDS });
      const [target] = targets ?? [];
      if (targets === undefined || (target === undefined && isSoFar)) return undefined;
      if (target === undefined) throw nothingThere();
      const query = { relations: { refersTo: target.address }, order: 'asc' } as const;
      const page = await this.cache.page(key, 'functions', query, offset, limit);
      if (page === undefined) return undefined;
      const there = targets.map(({ kind }) => kind);
      const items = fromJsonText(page.items).map((each) => crossReferenceOf(each, target.address, there));
      return { targets, items, total: page.total, version: page.version, ...(await this.known(key)) };
    });
  }

  /** @throws DomainError `NOT_FOUND` where neither a function nor an import is. */
  callGraph(
    wanted: ResultWanted,
    from: Pick<ReferenceWanted, 'reference' | 'field'>,
    request: Omit<CallGraphRequest, 'from'>,
  ): Promise<ResultReading<{ readonly graph: CallGraph; readonly version: string } & Known>> {
    return this.results.read(wanted, async (key, _job, isSoFar) => {
      const found = await this.resolve(key, { ...from, kinds: ['function', 'import'] });
      const [start] = found ?? [];
      if (found === undefined || (start === undefined && isSoFar)) return undefined;
      const answer = start && (await this.cache.callGraph(key, { ...request, from: start.address }));
      if (start === undefined) throw nothingThere();
      if (answer?.graph === undefined) return undefined;
      return { graph: answer.graph, version: answer.version, ...(await this.known(key)) };
    });
  }

  private resolve(key: ContentKey, wanted: ReferenceWanted): Promise<readonly Referred[] | undefined> {
    return resolveReference(this.cache, key, wanted);
  }

  private async known(key: ContentKey): Promise<Known> {
    const head = await this.cache.head(key);
    const reason = head?.not_analysed.find(({ section }) => section === 'code')?.reason;
    return reason === undefined ? {} : { notAnalysed: reason };
  }
}

function nothingThere(): DomainError {
  return new DomainError('NOT_FOUND', 'Nothing of this result is at that address, or bears that name.', {
    remediation: 'Take the address from the list of functions, imports or strings, such as 0x401000.',
  });
}

function unknownOption(field: string): DomainError {
  return new DomainError('INVALID_OPTION', `An option is wrong: ${field}.`, {
    details: [{ field, message: 'names nothing of this result' }],
    remediation: 'Take the address or the name from the list of functions or imports.',
  });
}
