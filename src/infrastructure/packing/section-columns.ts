import type { PagedSection } from '#domain/document/parts';
import type { SectionItem, SectionTraits } from '#domain/results/section-traits';
import { SECTION_TRAITS } from '#domain/results/section-traits';
import { AddressColumn } from '#domain/shared/address-column';

const SEPARATOR = '\n';
/** Stands for a line break within a text: a control character, which no text of a document has, and one byte as most text is. */
const LINE_BREAK = '\v';
const UNTYPED = 255;

/** What the items of one section are found and ordered by, column by column: a fraction of the section, searched without reading it. */
export interface SectionColumns {
  readonly section: PagedSection;
  readonly count: number;
  /** Each column: the texts of all items, one a line; strings have line breaks of their own. */
  readonly texts: readonly string[];
  /** Positions among the section's types; 255 for none. */
  readonly types: Uint8Array;
  readonly addresses: BigUint64Array;
  /** -1 for what is absent. */
  readonly numbers: Readonly<Record<string, Float64Array>>;
}

/** A number that items are ordered by. */
interface Measure<Item> {
  readonly name: string;
  readonly of: (item: Item) => number | undefined;
  readonly numbers: Float64Array;
}

/** Takes the items as they are stored, page by page. */
export class SectionColumnsBuilder<Name extends PagedSection> {
  private readonly traits: SectionTraits<SectionItem<Name>>;
  private readonly texts: string[][];
  private readonly types: Uint8Array;
  private readonly addresses: AddressColumn;
  private readonly measures: readonly Measure<SectionItem<Name>>[];
  private filled = 0;

  constructor(
    private readonly section: Name,
    private readonly count: number,
  ) {
    this.traits = SECTION_TRAITS[section] as unknown as SectionTraits<SectionItem<Name>>;
    this.texts = this.traits.texts.map(() => []);
    this.types = new Uint8Array(count);
    this.addresses = new AddressColumn(count);
    this.measures = Object.entries(this.traits.sorts).flatMap(([name, key]) =>
      key.by === 'number' ? [{ name, of: key.of, numbers: new Float64Array(count) }] : [],
    );
  }

  /** Column by column: what is the same for all items is looked up once. */
  add(items: readonly SectionItem<Name>[]): void {
    const { traits, filled } = this;
    for (const [column, text] of traits.texts.entries()) {
      const lines = this.texts[column];
      for (const item of items) lines?.push(oneLine(text(item)));
    }
    items.forEach((item, place) => {
      this.types[filled + place] = typeOf(item, traits);
      this.addresses.put(filled + place, traits.address(item));
    });
    for (const { of, numbers } of this.measures) {
      items.forEach((item, place) => {
        numbers[filled + place] = of(item) ?? -1;
      });
    }
    this.filled += items.length;
  }

  finish(): SectionColumns {
    const { section, count, types, addresses, measures } = this;
    const numbers = Object.fromEntries(measures.map((measure) => [measure.name, measure.numbers]));
    const texts = this.texts.map((lines) => lines.join(SEPARATOR));
    return { section, count, types, addresses: addresses.values, numbers, texts };
  }
}

function typeOf<Item>(item: Item, { types, type }: SectionTraits<Item>): number {
  const own = type(item);
  const code = own === undefined ? -1 : types.indexOf(own);
  return code === -1 ? UNTYPED : code;
}

export function linesOf(column: string): readonly string[] {
  const lines = column.split(SEPARATOR);
  return column.includes(LINE_BREAK) ? lines.map((line) => line.replaceAll(LINE_BREAK, SEPARATOR)) : lines;
}

/** Of the section's types; `undefined` when there is no such type. */
export function typeCode(section: PagedSection, type: string): number | undefined {
  const code = (SECTION_TRAITS[section].types as readonly string[]).indexOf(type);
  return code === -1 ? undefined : code;
}

export function oneLine(text: string): string {
  return text.includes(SEPARATOR) ? text.replaceAll(SEPARATOR, LINE_BREAK) : text;
}
