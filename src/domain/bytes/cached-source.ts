import { KB } from '#domain/shared/quantities';
import type { ByteSource } from './byte-source';
import { readWithin } from './byte-source';

const PAGE = 64 * KB;
const MAX_PAGES = 32;
/** Whoever reads in a loop lets the event loop turn that often at least. */
const MAX_HITS = 512;

/** A source that remembers what was read last, 2 MB at most: for readers of tables that jump about. */
export class CachedSource implements ByteSource {
  private readonly pages = new Map<number, Promise<Uint8Array>>();
  private hits = 0;

  /** @param maxHits so many answers from memory, then one of the source itself; `Infinity` where readers let others run anyway. */
  constructor(
    private readonly source: ByteSource,
    private readonly maxHits = MAX_HITS,
  ) {}

  get size(): number {
    return this.source.size;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const wanted = Math.min(length, this.size - offset);
    if (offset < 0 || wanted <= 0) return new Uint8Array(0);
    const first = Math.floor(offset / PAGE);
    const last = Math.floor((offset + wanted - 1) / PAGE);
    if (first === last) return part(await this.page(first), offset - first * PAGE, wanted);
    if (last - first > 1) return readWithin(this.source, offset, wanted);
    const joined = new Uint8Array(wanted);
    const left = part(await this.page(first), offset - first * PAGE, wanted);
    joined.set(left);
    joined.set(part(await this.page(last), 0, wanted - left.length), left.length);
    return joined;
  }

  /** Of the pages, the one that has been used least lately goes. */
  private page(index: number): Promise<Uint8Array> {
    const known = this.hits++ < this.maxHits ? this.pages.get(index) : undefined;
    if (known === undefined) this.hits = 0;
    const page = known ?? readWithin(this.source, index * PAGE, PAGE);
    this.pages.delete(index);
    this.pages.set(index, page);
    const [oldest] = this.pages.keys();
    if (this.pages.size > MAX_PAGES && oldest !== undefined) this.pages.delete(oldest);
    return page;
  }
}

function part(page: Uint8Array, from: number, length: number): Uint8Array {
  return page.subarray(from, from + length);
}
