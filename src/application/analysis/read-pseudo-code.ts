import { Injectable } from '@nestjs/common';

import { ResultCache } from '#application/ports/result-cache.port';
import { whyNotAsked } from '#domain/results/not-analysed';
import { DomainError } from '#domain/shared/domain-error';
import { fromJsonText } from '#domain/shared/json-text';
import type { FunctionWanted } from './find-function';
import { findFunction } from './find-function';
import type { LinesPage, LinesWindow } from './lines-page';
import type { ResultReading, ResultWanted } from './read-result';
import { ReadResult } from './read-result';

/** Reads the pseudo code of functions line by line. */
@Injectable()
export class ReadPseudoCode {
  constructor(
    private readonly results: ReadResult,
    private readonly cache: ResultCache,
  ) {}

  /** @throws as `ReadListing.page`; DomainError `NOT_FOUND` also where the function has no pseudo code. */
  async page(
    result: ResultWanted,
    wanted: FunctionWanted,
    { offset, limit }: LinesWindow,
  ): Promise<ResultReading<LinesPage<string>>> {
    return this.results.read({ ...result, soFar: false }, async (key, { options }) => {
      const found = await findFunction(this.cache, key, wanted, options);
      if (found === undefined) return undefined;
      const { address, name, size } = found;
      const page = await this.cache.page(key, 'decompiled', { address, order: 'asc' }, 0, 1);
      if (page === undefined) return undefined;
      const [pseudo] = fromJsonText(page.items);
      if (pseudo === undefined) throw without(name, whyNotAsked('decompiled', options));
      const lines = pseudo.code.split('\n');
      const shown = lines.slice(offset, offset + limit);
      return { version: page.version, function: { address, name, size }, lines: shown, total: lines.length };
    });
  }
}

function without(name: string, whyNone: string | undefined): DomainError {
  return new DomainError('NOT_FOUND', `There is no pseudo code of ${name}.`, {
    ...(whyNone !== undefined && { details: whyNone }),
    remediation:
      whyNone === undefined
        ? 'Pseudo code is made of the functions that tell most; the listing is there of every function.'
        : 'Send the file again, at comprehensive depth.',
  });
}
