import type { StoredPieces } from '#application/ports/result-cache.port';
import type { AnalysisDocument, DocumentHead } from '#domain/document/analysis-document';
import type { PagedSection } from '#domain/document/parts';
import { rankColumns } from '#domain/report/rank-columns';
import type { ResultLists } from '#domain/report/result-lists';
import type { SectionItem } from '#domain/results/section-traits';
import { ByteBoundedMap } from '#domain/shared/byte-bounded-map';
import { once } from '#domain/shared/once';
import { MB } from '#domain/shared/quantities';
import { PAGE_ITEMS } from '#infrastructure/packing/page-items';
import type { PageText } from '#infrastructure/packing/page-text';
import { itemsText, pageText } from '#infrastructure/packing/page-text';
import { decodePieceSync, openPiece } from '#infrastructure/packing/piece';
import { decodeRanks } from '#infrastructure/packing/ranks-bytes';

/** What facts are made of. */
export const TOLD_SECTIONS = ['functions', 'strings', 'imports', 'exports', 'sections'] as const;
type Told = (typeof TOLD_SECTIONS)[number];

/** A result as it is sent to the thread: its pieces as they are stored. */
export type SentResult = Pick<StoredPieces, 'packedHead' | 'ranks' | 'sections'>;

/** No document is larger, by the caps of its lists. */
const LARGEST_DOCUMENT = 512 * MB;
/** Of pages that single items were read from last. */
const PAGES_BYTES = 8 * MB;
/** What objects take of the bytes that they were written in, about. */
const AS_OBJECTS = 6;

/** A result that is kept as it is stored. Lists are read whole when all of one is asked for, and single items from their pages. */
export class StoredResult {
  readonly document: AnalysisDocument;
  readonly lists: ResultLists;
  private readonly pages = new ByteBoundedMap<PageText>(PAGES_BYTES);
  private readonly packedBytes: number;
  private readBytes = 0;

  /** @throws Error where a piece that is read at once is damaged; so do its lists, when they are read. */
  constructor(private readonly sent: SentResult) {
    const pieces = [sent.packedHead, ...Object.values(sent.sections).flatMap(({ pages }) => pages)];
    const plain = pieces.reduce((sum, piece) => sum + (openPiece(bufferOf(piece))?.length ?? 0), 0);
    if (plain > LARGEST_DOCUMENT) throw new Error(`Failed to read a document: it has ${plain} bytes`);
    this.packedBytes = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
    this.document = this.opened(JSON.parse(decodePieceSync(bufferOf(sent.packedHead)).toString()) as DocumentHead);
    this.lists = {
      ranks: once(() => this.storedRanks() ?? rankColumns(this.document)),
      functionAt: (place) => this.item('functions', place),
      stringAt: (place) => this.item('strings', place),
      exportAt: (place) => this.item('exports', place),
    };
  }

  /** About, with what of it has been read by now. */
  get bytes(): number {
    return this.packedBytes + this.readBytes * AS_OBJECTS + this.pages.bytes;
  }

  private opened(head: DocumentHead): AnalysisDocument {
    const functions = once(() => this.whole('functions'));
    const strings = once(() => this.whole('strings'));
    const imports = once(() => this.whole('imports'));
    const exports = once(() => this.whole('exports'));
    const sections = once(() => this.whole('sections'));
    return {
      ...head,
      get functions() {
        return functions();
      },
      get strings() {
        return strings();
      },
      get imports() {
        return imports();
      },
      get exports() {
        return exports();
      },
      get sections() {
        return sections();
      },
      decompiled: [],
    };
  }

  private storedRanks(): ReturnType<typeof decodeRanks> {
    const { ranks } = this.sent;
    return ranks && decodeRanks(decodePieceSync(bufferOf(ranks)));
  }

  private whole<Name extends Told>(section: Name): readonly SectionItem<Name>[] {
    return this.pagesOf(section).flatMap((piece) => {
      const text = decodePieceSync(bufferOf(piece));
      this.readBytes += text.length;
      return JSON.parse(`[${text.toString()}]`) as readonly SectionItem<Name>[];
    });
  }

  private item<Name extends Told>(section: Name, place: number): SectionItem<Name> | undefined {
    const at = Math.floor(place / PAGE_ITEMS);
    const piece = this.pagesOf(section)[at];
    if (piece === undefined) return undefined;
    const name = `${section} ${at}`;
    const page = this.pages.get(name) ?? pageText(decodePieceSync(bufferOf(piece)));
    this.pages.set(name, page, page.text.length);
    const first = place % PAGE_ITEMS;
    if (first >= page.starts.length) return undefined;
    return JSON.parse(itemsText(page, first, first + 1).toString()) as SectionItem<Name>;
  }

  private pagesOf(section: PagedSection): readonly Uint8Array[] {
    return this.sent.sections[section]?.pages ?? [];
  }
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
