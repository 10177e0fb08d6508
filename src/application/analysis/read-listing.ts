import { Injectable } from '@nestjs/common';

import type { InstructionBytes } from '#application/ports/instruction-writer.port';
import { InstructionWriter } from '#application/ports/instruction-writer.port';
import { ResultCache } from '#application/ports/result-cache.port';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { CodeLine } from '#domain/listing/function-code';
import { FunctionCode } from '#domain/listing/function-code';
import type { KeptFunction } from '#domain/listing/kept-code';
import type { ListingLine } from '#domain/listing/listing-line';
import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import { ByteBoundedMap } from '#domain/shared/byte-bounded-map';
import { MB } from '#domain/shared/quantities';
import type { FunctionWanted } from './find-function';
import { findFunction } from './find-function';
import type { LinesPage, LinesWindow } from './lines-page';
import { whyNotListed } from './not-listed';
import type { ResultReading, ResultWanted } from './read-result';
import { ReadResult } from './read-result';
import { referredIn } from './referred-in';

const KEPT_BYTES = 32 * MB;
/** What an object of a function takes beside its code. */
const OBJECT_BYTES = 1024;

interface OpenedFunction extends KeptFunction {
  readonly code: FunctionCode;
  readonly total: number;
}

/** Lists the instructions of functions, from code that is kept with results. */
@Injectable()
export class ReadListing {
  /** Functions that were listed last, with how many lines they have. */
  private readonly opened = new ByteBoundedMap<OpenedFunction>(KEPT_BYTES);

  constructor(
    private readonly results: ReadResult,
    private readonly cache: ResultCache,
    private readonly writer: InstructionWriter,
  ) {}

  /**
   * @throws as `ReadResult`; DomainError `NOT_FOUND` also when there is no such function, or its code is not kept; `INVALID_OPTION` when
   *   several functions bear the name.
   */
  async page(
    result: ResultWanted,
    wanted: FunctionWanted,
    window: LinesWindow,
  ): Promise<ResultReading<LinesPage<ListingLine>>> {
    return this.results.read({ ...result, soFar: false }, async (key, job) => {
      const found = await findFunction(this.cache, key, wanted, job.options);
      const stored = found && (await this.cache.codeOf(key, found.address));
      if (found === undefined || stored === undefined) return undefined;
      const { version, code } = stored;
      if (code === undefined) throw whyNotListed(found, stored, job);
      const opened = await this.open(`${version} ${found.address}`, code);
      const lines = await this.lines(key, opened, window);
      const { address, name, size } = found;
      return { version, function: { address, name, size }, lines, total: opened.total };
    });
  }

  private async open(name: string, { index, pieces }: KeptFunction): Promise<OpenedFunction> {
    const known = this.opened.get(name);
    if (known !== undefined) return known;
    const code = new FunctionCode(index, pieces);
    const counting = code.count();
    let step = counting.next();
    for (; step.done !== true; step = counting.next()) if (step.value > 0) await nextTurn();
    const opened = { index, pieces, code, total: step.value };
    const bytes = pieces.reduce((sum, piece) => sum + piece.bytes.length + OBJECT_BYTES, OBJECT_BYTES);
    this.opened.set(name, opened, bytes);
    return opened;
  }

  private async lines(
    key: ContentKey,
    { code, index }: OpenedFunction,
    { offset, limit }: LinesWindow,
  ): Promise<readonly ListingLine[]> {
    const start = BigInt(index.address);
    const lines = code.lines(offset, offset + limit);
    const [texts, referred] = await Promise.all([
      this.writer.write(
        index.architecture,
        lines.map((each) => instructionOf(each, start)),
      ),
      referredIn(this.cache, key, index, lines),
    ]);
    return lines.map((line, at) => {
      const refersTo = referred.get(line.place);
      return {
        address: placeAddress(line.place, start),
        bytes: Buffer.from(line.bytes).toString('hex'),
        text: texts[at] ?? '',
        ...(refersTo !== undefined && { refers_to: refersTo }),
      };
    });
  }
}

function nextTurn(): Promise<void> {
  return new Promise(setImmediate);
}

function instructionOf({ place, bytes, isBad }: CodeLine, start: bigint): InstructionBytes {
  return { address: BigInt.asUintN(64, start + BigInt(place)), bytes, isBad };
}

function placeAddress(place: number, start: bigint): Address {
  return address(BigInt.asUintN(64, start + BigInt(place)));
}
