import { Injectable } from '@nestjs/common';

import { ReadListing } from '#application/analysis/read-listing';
import { ReadPseudoCode } from '#application/analysis/read-pseudo-code';
import type { ResultReading, ResultWanted } from '#application/analysis/read-result';
import { ReadResult } from '#application/analysis/read-result';
import type { FactAnswer } from '#application/ports/fact-reader.port';
import type { ListingLine } from '#domain/listing/listing-line';
import type { CardCode, CardSeen, CodeLine } from '#domain/report/card-question';
import type { CardsQuestion } from '#domain/report/fact-question';
import type { ItemReference } from '#domain/results/item-reference';
import { parseReference } from '#domain/results/item-reference';
import { DomainError } from '#domain/shared/domain-error';
import { ReadFacts } from './read-facts';
import type { SeenFunctions } from './seen-before';
import { SeenBefore } from './seen-before';

/** Lines of one function that cards can have; the listing has the rest. */
const MOST_LINES = 4000;
/** Of all functions of one question together. */
const MOST_LINES_TOGETHER = 20_000;

export type CardsWanted = Omit<CardsQuestion, 'fileName' | 'code' | 'elsewhere' | 'kind'>;

/** Reads things of a result whole, functions with their code: pseudo code where there is some, else instructions. */
@Injectable()
export class ReadCards {
  constructor(
    private readonly facts: ReadFacts,
    private readonly listings: ReadListing,
    private readonly pseudoCode: ReadPseudoCode,
    private readonly results: ReadResult,
    private readonly seen: SeenBefore,
  ) {}

  /** @throws as `ReadFacts`; DomainError `NOT_FOUND` for a reference to nothing, `INVALID_OPTION` for one to several. */
  async execute(
    result: Pick<ResultWanted, 'id' | 'ownerId'>,
    wanted: CardsWanted,
    around?: (isSoFar: boolean) => string,
  ): Promise<ResultReading<FactAnswer>> {
    const code = wanted.parts.includes('code') ? await this.codeOfAll(result, wanted.refs) : [];
    const elsewhere = wanted.parts.includes('identity') ? await this.seenOfAll(result, wanted.refs) : [];
    return this.facts.execute(result, { ...wanted, kind: 'cards', code, elsewhere }, around);
  }

  /** Of functions that other results have. Where no other has any, which is soon known, none is looked up. */
  private async seenOfAll(
    result: Pick<ResultWanted, 'id' | 'ownerId'>,
    refs: readonly string[],
  ): Promise<readonly CardSeen[]> {
    const meant = refs.flatMap((ref) => {
      const reference = functionReference(ref);
      return reference === undefined ? [] : [{ ref, reference }];
    });
    if (meant.length === 0) return [];
    const reading = await this.results.read({ ...result, soFar: true }, (key, job, isSoFar) =>
      isSoFar ? Promise.resolve({}) : this.seen.functionsSeen(result.ownerId, key, job).then((seen) => ({ seen })),
    );
    const seen = reading.ready ? (reading.result as { readonly seen?: SeenFunctions }).seen : undefined;
    if (seen === undefined) return [];
    const all: CardSeen[] = [];
    for (const { ref, reference } of meant) {
      const exact = await this.identityOf(result, reference);
      const found = exact === undefined ? undefined : seen(exact);
      if (found !== undefined) all.push({ ref, ...found });
    }
    return all;
  }

  private async identityOf(
    result: Pick<ResultWanted, 'id' | 'ownerId'>,
    reference: ItemReference,
  ): Promise<string | undefined> {
    try {
      const reading = await this.results.functionOf(result, { reference, field: 'ref' });
      return reading.ready ? reading.result.detail.identity?.exact : undefined;
    } catch (error) {
      if (!isMissing(error)) throw error;
      return undefined;
    }
  }

  /** One after the other, with a turn of the event loop between: to write instructions down keeps it busy. */
  private async codeOfAll(
    result: Pick<ResultWanted, 'id' | 'ownerId'>,
    refs: readonly string[],
  ): Promise<readonly CardCode[]> {
    const all: CardCode[] = [];
    let left = MOST_LINES_TOGETHER;
    for (const ref of refs) {
      // Where none are left, one line still tells how many there are.
      const code = await this.codeOf(result, ref, Math.max(1, Math.min(MOST_LINES, left)));
      if (code === undefined) continue;
      all.push(code);
      left -= (code.listing ?? code.pseudoCode ?? []).length;
      await new Promise(setImmediate);
    }
    return all;
  }

  /** `undefined` where the reference is no function's: what it is, the card says. */
  private async codeOf(
    result: Pick<ResultWanted, 'id' | 'ownerId'>,
    ref: string,
    limit: number,
  ): Promise<CardCode | undefined> {
    const reference = functionReference(ref);
    if (reference === undefined) return undefined;
    const wanted = { reference, field: 'ref' };
    const window = { offset: 0, limit };
    try {
      const pseudo = await this.pseudoCode.page(result, wanted, window);
      if (pseudo.ready) return { ref, pseudoCode: pseudo.result.lines, total: pseudo.result.total };
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    try {
      const listed = await this.listings.page(result, wanted, window);
      return listed.ready ? { ref, listing: listed.result.lines.map(codeLine), total: listed.result.total } : undefined;
    } catch (error) {
      if (!isMissing(error)) throw error;
      return { ref, whyNone: error.message };
    }
  }
}

/** `undefined` for what cannot name a function. */
function functionReference(ref: string): ItemReference | undefined {
  const reference = parseReference(ref);
  return reference === undefined || (reference.kind ?? 'function') !== 'function' ? undefined : reference;
}

function isMissing(error: unknown): error is DomainError {
  return error instanceof DomainError && (error.code === 'NOT_FOUND' || error.code === 'INVALID_OPTION');
}

function codeLine({ address, text, refers_to: item }: ListingLine): CodeLine {
  return {
    address,
    text,
    ...(item?.name !== undefined && { name: item.name }),
    ...(item?.string !== undefined && { string: item.string }),
    ...(item?.kind === 'data' && { place: item.address }),
  };
}
