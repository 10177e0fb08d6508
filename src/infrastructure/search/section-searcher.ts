import { setImmediate } from 'node:timers/promises';

import type { PatternEngine } from '#domain/patterns/pattern-engine';
import type { TextFilter } from '#domain/patterns/text-filter';
import type { CallNode } from '#domain/results/call-graph';
import type { SectionQuery } from '#domain/results/section-query';
import type { SectionTraits } from '#domain/results/section-traits';
import { SECTION_TRAITS } from '#domain/results/section-traits';
import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import { ByteBoundedMap } from '#domain/shared/byte-bounded-map';
import { DomainError } from '#domain/shared/domain-error';
import { MB, SECOND_MS } from '#domain/shared/quantities';
import type { SectionColumns } from '#infrastructure/packing/section-columns';
import { linesOf, oneLine, typeCode } from '#infrastructure/packing/section-columns';
import type { SectionOrder, SortKeys } from './section-order';
import { orderBy } from './section-order';

const ANSWER_BYTES = 4 * MB;
/** How long one search keeps the thread before others have their turn. */
const SLICE_MS = 8;
/** All its slices together. */
const LONGEST_SEARCH_MS = 5000;
const LOOKS_AT_CLOCK_EVERY = 64;

export interface Found {
  /** Places in the section, in the order asked for. */
  readonly ordinals: Uint32Array;
  /** All that match. */
  readonly total: number;
}

/** What stands at a place. */
export type Described = Omit<CallNode, 'kind'>;

/** Answers queries over the columns of one section; remembers orders and answers, for the next page is asked for soon. */
export class SectionSearcher {
  private readonly traits: SectionTraits<unknown>;
  private readonly orders = new Map<string, SectionOrder>();
  private readonly answers = new ByteBoundedMap<Uint32Array>(ANSWER_BYTES);
  private readonly lowered = new Map<number, LoweredText>();

  constructor(
    private readonly columns: SectionColumns,
    private readonly patterns: PatternEngine,
  ) {
    this.traits = SECTION_TRAITS[columns.section] as unknown as SectionTraits<unknown>;
  }

  /** About what it keeps in memory. */
  get bytes(): number {
    const text = this.columns.texts.reduce((sum, column) => sum + column.length, 0);
    return text * 4 + this.columns.count * 64 + ANSWER_BYTES;
  }

  /**
   * @param among the places that fit the relations of the query, always the same for one query
   * @throws DomainError `INVALID_OPTION` when a pattern takes too long.
   */
  async find(query: SectionQuery, offset: number, limit: number, among?: Uint32Array): Promise<Found> {
    // So many addresses are seldom asked for twice, and their name would outweigh the answer.
    const name = query.addresses === undefined ? JSON.stringify(query) : undefined;
    let answer = name === undefined ? undefined : this.answers.get(name);
    if (answer === undefined) {
      answer = await this.answer(query, among);
      if (name !== undefined) this.answers.set(name, answer, answer.byteLength);
    }
    return { ordinals: answer.slice(offset, offset + limit), total: answer.length };
  }

  describe(places: Uint32Array): readonly Described[] {
    const names = linesOf(this.columns.texts[0] ?? '');
    return Array.from(places, (place) => ({
      address: address(this.columns.addresses[place] ?? 0n),
      name: names[place] ?? '',
      type: this.traits.types[this.columns.types[place] ?? 0] as Described['type'],
    }));
  }

  private async answer(query: SectionQuery, among: Uint32Array | undefined): Promise<Uint32Array> {
    const wanted = new Uint8Array(this.columns.count).fill(among === undefined ? 1 : 0);
    for (const place of among ?? []) wanted[place] = 1;
    if (query.addresses !== undefined) this.keepAddresses(wanted, query.addresses);
    if (query.type !== undefined) this.keepType(wanted, query.type);
    if (query.address !== undefined) this.keepAddress(wanted, BigInt(query.address));
    if (query.name !== undefined) this.keepNamed(wanted, query.name);
    if (query.filter !== undefined) await this.keepMatching(wanted, query.filter);
    const matching = ordinalsOf(wanted);
    return query.sort === undefined ? matching : this.inOrder(matching, query.sort, query.order);
  }

  private keepAddresses(wanted: Uint8Array, addresses: readonly Address[]): void {
    const meant = new Uint8Array(wanted.length);
    const { order: ordered } = this.order('address', 'asc');
    for (const each of addresses) {
      const place = BigInt(each);
      for (let at = this.firstFrom(ordered, place); this.addressAt(ordered, at) === place; at += 1) {
        meant[ordered[at] ?? 0] = 1;
      }
    }
    for (let at = 0; at < wanted.length; at += 1) if (meant[at] === 0) wanted[at] = 0;
  }

  private firstFrom(order: Uint32Array, address: bigint): number {
    let [low, high] = [0, order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.addressAt(order, middle) ?? 0n) < address) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private addressAt(order: Uint32Array, at: number): bigint | undefined {
    const ordinal = order[at];
    return ordinal === undefined ? undefined : this.columns.addresses[ordinal];
  }

  /** A few are put into order, of many those that are wanted are picked from all. */
  private inOrder(matching: Uint32Array, sort: string, direction: SectionQuery['order']): Uint32Array {
    const { order, ranks } = this.order(sort, direction);
    if (matching.length === order.length) return order;
    // Ranks are numbers without a second of the same: the sort of the machine needs no comparison of ours.
    const places = matching.map((ordinal) => ranks[ordinal] ?? 0).sort();
    return places.map((place) => order[place] ?? 0);
  }

  private keepType(wanted: Uint8Array, type: string): void {
    const code = typeCode(this.columns.section, type);
    for (let at = 0; at < wanted.length; at += 1) if (this.columns.types[at] !== code) wanted[at] = 0;
  }

  private keepAddress(wanted: Uint8Array, address: bigint): void {
    for (let at = 0; at < wanted.length; at += 1) if (this.columns.addresses[at] !== address) wanted[at] = 0;
  }

  private keepNamed(wanted: Uint8Array, name: string): void {
    for (const [at, line] of linesOf(this.columns.texts[0] ?? '').entries()) if (line !== name) wanted[at] = 0;
  }

  private async keepMatching(wanted: Uint8Array, filter: TextFilter): Promise<void> {
    const matching = new Uint8Array(wanted.length);
    for (const column of this.columns.texts.keys()) {
      if (filter.kind === 'substring') this.loweredText(column).mark(oneLine(filter.text.toLowerCase()), matching);
      else await this.markPattern(filter.text, column, wanted, matching);
    }
    for (let at = 0; at < wanted.length; at += 1) if (matching[at] === 0) wanted[at] = 0;
  }

  private async markPattern(source: string, column: number, wanted: Uint8Array, matching: Uint8Array): Promise<void> {
    const compilation = this.patterns.compile(source);
    if ('fault' in compilation) throw new Error(`A pattern that was accepted does not compile: ${compilation.fault}`);
    let spent = 0;
    let since = performance.now();
    for (const [at, text] of linesOf(this.columns.texts[column] ?? '').entries()) {
      if (wanted[at] === 1 && compilation.pattern.test(text)) matching[at] = 1;
      if (at % LOOKS_AT_CLOCK_EVERY > 0 || performance.now() - since < SLICE_MS) continue;
      spent += performance.now() - since;
      if (spent > LONGEST_SEARCH_MS) throw tooExpensive();
      await setImmediate();
      since = performance.now();
    }
  }

  private loweredText(column: number): LoweredText {
    const known = this.lowered.get(column) ?? new LoweredText(this.columns.texts[column] ?? '', this.columns.count);
    this.lowered.set(column, known);
    return known;
  }

  /** All items in that order, the same for every query. */
  private order(sort: string, direction: SectionQuery['order']): SectionOrder {
    const name = `${sort} ${direction}`;
    const known = this.orders.get(name) ?? orderBy(this.keys(sort), direction);
    this.orders.set(name, known);
    return known;
  }

  private keys(sort: string): SortKeys {
    const key = this.traits.sorts[sort];
    switch (key?.by) {
      case 'text':
        return linesOf(this.columns.texts[key.text] ?? '');
      case 'address':
        return this.columns.addresses;
      case 'number':
        return this.columns.numbers[sort] ?? new Float64Array(this.columns.count);
      case undefined:
        return new Float64Array(this.columns.count);
    }
  }
}

function ordinalsOf(wanted: Uint8Array): Uint32Array {
  const ordinals = new Uint32Array(wanted.length);
  let found = 0;
  for (let at = 0; at < wanted.length; at += 1) {
    ordinals[found] = at;
    found += wanted[at] ?? 0;
  }
  return ordinals.slice(0, found);
}

/** A column in small letters, searched as one text. */
class LoweredText {
  private readonly text: string;
  /** Where each line begins. */
  private readonly starts: Uint32Array;

  constructor(column: string, count: number) {
    this.text = column.toLowerCase();
    this.starts = new Uint32Array(count);
    for (let line = 1, at = 0; line < count; line += 1) {
      at = this.text.indexOf('\n', at) + 1;
      this.starts[line] = at;
    }
  }

  /** Marks every line that contains `part`, in one pass. */
  mark(part: string, matching: Uint8Array): void {
    let line = 0;
    for (let at = this.text.indexOf(part); at !== -1;) {
      while (line + 1 < this.starts.length && (this.starts[line + 1] ?? 0) <= at) line += 1;
      matching[line] = 1;
      const next = this.starts[line + 1];
      at = next === undefined ? -1 : this.text.indexOf(part, next);
    }
  }
}

function tooExpensive(): DomainError {
  return new DomainError('INVALID_OPTION', 'The filter takes too long on this result.', {
    details: [{ field: 'filter', message: `took more than ${LONGEST_SEARCH_MS / SECOND_MS} seconds` }],
    remediation: 'Make the expression simpler, or send a part of the text in its place.',
  });
}
