import type { Redis } from 'ioredis';

import type { PackedSection, StoredPieces } from '#application/ports/result-cache.port';
import type { DocumentHead } from '#domain/document/analysis-document';
import type { PagedSection } from '#domain/document/parts';
import { PAGED_SECTIONS } from '#domain/document/parts';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { KeptFunction } from '#domain/listing/kept-code';
import { keptFunction } from '#domain/listing/kept-code';
import type { CodeIndex } from '#domain/listing/listed-code';
import type { KnownFunctions } from '#domain/results/known-functions';
import type { Address } from '#domain/shared/address';
import type { ByteBoundedMap } from '#domain/shared/byte-bounded-map';
import { GzipJoiner } from '#infrastructure/packing/gzip-joiner';
import { decodeKnownFunctions } from '#infrastructure/packing/known-functions-bytes';
import { decodeCodeIndex } from '#infrastructure/packing/pack-code';
import { PAGE_ITEMS } from '#infrastructure/packing/page-items';
import type { PageText } from '#infrastructure/packing/page-text';
import { itemsText, pageText } from '#infrastructure/packing/page-text';
import type { Piece } from '#infrastructure/packing/piece';
import { decodePiece, openPiece } from '#infrastructure/packing/piece';
import type { ResultIndex } from './result-index';
import {
  codeKey,
  columnsKey,
  headKey,
  knownFunctionsKey,
  pageKey,
  pagesOf,
  ranksKey,
  relationsKey,
} from './result-index';

const READ_AHEAD = 8;

/** A piece that the index names is missing or cannot be read. */
export class DamagedResult extends Error {
  override readonly name = 'DamagedResult';
}

/** What was read last, kept to be read again: heads and what is known of code as they are, pages as text, code and known functions as they are. */
export type ReadPieces = ByteBoundedMap<DocumentHead | PageText | CodeIndex | KnownFunctions | Buffer>;

/** Reads the pieces of one generation. Every method throws `DamagedResult`. */
export class ResultReader {
  private readonly reading = new Map<string, Promise<PageText>>();

  constructor(
    private readonly redis: Redis,
    private readonly memory: ReadPieces,
    private readonly content: ContentKey,
    private readonly index: ResultIndex,
  ) {}

  async head(): Promise<DocumentHead> {
    const name = headKey(this.content, this.index);
    const known = this.memory.get(name);
    if (known !== undefined) return known as DocumentHead;
    const text = await this.plain(name);
    const head = JSON.parse(text.toString()) as DocumentHead;
    this.memory.set(name, head, text.length * 4);
    return head;
  }

  columns(section: PagedSection): Promise<Buffer> {
    return this.plain(columnsKey(this.content, this.index, section));
  }

  /** What is kept of the code of a function. */
  async codeOf(address: Address): Promise<KeptFunction | undefined> {
    const index = await this.codeIndex();
    return keptFunction(index, address, (chunk) => this.chunk(index.chunks.indexOf(chunk)));
  }

  relations(): Promise<Buffer> {
    return this.plain(relationsKey(this.content, this.index));
  }

  /** `undefined` where none is kept. */
  async knownFunctions(): Promise<KnownFunctions | undefined> {
    if (this.index.known !== true) return undefined;
    const name = knownFunctionsKey(this.content, this.index);
    const remembered = this.memory.get(name);
    if (remembered !== undefined) return remembered as KnownFunctions;
    const bytes = await this.plain(name);
    const known = decodeKnownFunctions(bytes);
    this.memory.set(name, known, bytes.length * 2);
    return known;
  }

  /** JSON of the items from `from` to before `to`: parts that belong together with commas between them. */
  range(section: PagedSection, from: number, to: number): Promise<readonly Buffer[]> {
    const parts: Promise<Buffer>[] = [];
    for (let page = Math.floor(from / PAGE_ITEMS); page * PAGE_ITEMS < to; page += 1) {
      const first = page * PAGE_ITEMS;
      parts.push(
        this.page(section, page).then((own) =>
          itemsText(own, Math.max(0, from - first), Math.min(own.starts.length, to - first)),
        ),
      );
    }
    return Promise.all(parts);
  }

  /** The same for items from all over the section. */
  some(section: PagedSection, ordinals: Uint32Array): Promise<readonly Buffer[]> {
    const parts = Array.from(ordinals, async (ordinal) => {
      const at = ordinal % PAGE_ITEMS;
      return itemsText(await this.page(section, Math.floor(ordinal / PAGE_ITEMS)), at, at + 1);
    });
    return Promise.all(parts);
  }

  /** As they are stored. */
  async pieces(sections: readonly PagedSection[]): Promise<Omit<StoredPieces, 'version'>> {
    const found: [PagedSection, PackedSection][] = [];
    for (const section of sections) {
      const pages: Buffer[] = [];
      for await (const piece of this.pages(section)) pages.push(piece);
      found.push([section, { total: this.index.totals[section], pages }]);
    }
    return {
      packedHead: await this.stored(headKey(this.content, this.index)),
      ...(this.index.ranks === true && { ranks: await this.stored(ranksKey(this.content, this.index)) }),
      sections: Object.fromEntries(found),
    };
  }

  async *text(head: DocumentHead): AsyncGenerator<Buffer> {
    for await (const part of this.parts(head)) {
      yield typeof part === 'string' ? Buffer.from(part) : await decoded(part);
    }
  }

  async *gzip(head: DocumentHead): AsyncGenerator<Buffer> {
    const gzip = new GzipJoiner();
    yield gzip.header;
    for await (const part of this.parts(head)) {
      yield typeof part === 'string' ? await gzip.text(Buffer.from(part)) : await gzip.piece(opened(part));
    }
    yield gzip.end();
  }

  /** The document from its beginning to its end: text, and pieces as they are stored. */
  private async *parts(head: DocumentHead): AsyncGenerator<string | Buffer> {
    let text = JSON.stringify(head).slice(0, -1);
    for (const section of PAGED_SECTIONS) {
      text += `,"${section}":[`;
      for await (const piece of this.pages(section)) {
        yield text;
        yield piece;
        text = ',\n';
      }
      text = pagesOf(this.index, section) > 0 ? ']' : `${text}]`;
    }
    yield `${text}}`;
  }

  /** All of a section as they are stored. */
  private async *pages(section: PagedSection): AsyncGenerator<Buffer> {
    const pages = pagesOf(this.index, section);
    for (let page = 0; page < pages; page += READ_AHEAD) {
      const names = Array.from({ length: Math.min(READ_AHEAD, pages - page) }, (_, ahead) =>
        pageKey(this.content, this.index, section, page + ahead),
      );
      const pieces = await this.redis.mgetBuffer(...names);
      for (const [at, piece] of pieces.entries()) {
        if (piece === null) throw new DamagedResult(`${names[at] ?? 'A piece'} is missing`);
        yield piece;
      }
    }
  }

  private async codeIndex(): Promise<CodeIndex> {
    const name = codeKey(this.content, this.index, 'index');
    const known = this.memory.get(name);
    if (known !== undefined) return known as CodeIndex;
    const stored = await this.plain(name);
    const index = decodeCodeIndex(stored);
    this.memory.set(name, index, stored.length);
    return index;
  }

  /** By its place among those that are kept. */
  private async chunk(at: number): Promise<Buffer> {
    const name = codeKey(this.content, this.index, at);
    const known = this.memory.get(name) ?? (await this.plain(name));
    this.memory.set(name, known, (known as Buffer).length);
    return known as Buffer;
  }

  /** Once for all items of it that are wanted at the same time. */
  private page(section: PagedSection, page: number): Promise<PageText> {
    const name = pageKey(this.content, this.index, section, page);
    const known = this.reading.get(name) ?? this.readPage(name, section, page);
    this.reading.set(name, known);
    return known;
  }

  private async readPage(name: string, section: PagedSection, page: number): Promise<PageText> {
    const known = this.memory.get(name);
    if (known !== undefined) return known as PageText;
    const text = await this.plain(name);
    const own = pageText(text);
    const { starts } = own;
    const expected = Math.min(PAGE_ITEMS, this.index.totals[section] - page * PAGE_ITEMS);
    if (starts.length !== expected) throw new DamagedResult(`${section} ${page} is damaged`);
    this.memory.set(name, own, text.length + starts.length * 8);
    return own;
  }

  private async plain(name: string): Promise<Buffer> {
    return decoded(await this.stored(name), name);
  }

  private async stored(name: string): Promise<Buffer> {
    const stored = await this.redis.getBuffer(name);
    if (stored === null) throw new DamagedResult(`${name} is missing`);
    return stored;
  }
}

async function decoded(stored: Buffer, name = 'A piece'): Promise<Buffer> {
  try {
    return await decodePiece(stored);
  } catch (error) {
    throw new DamagedResult(`${name} is damaged`, { cause: error });
  }
}

function opened(stored: Buffer): Piece {
  const piece = openPiece(stored);
  if (piece === undefined) throw new DamagedResult('A piece is damaged');
  return piece;
}
