import type { PagedSection } from '#domain/document/parts';
import { addressValue } from '#domain/results/section-query';
import type { SectionItem, SectionTraits } from '#domain/results/section-traits';
import { SECTION_TRAITS } from '#domain/results/section-traits';

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

/** Takes the items as they are stored, page by page. */
export class SectionColumnsBuilder<Name extends PagedSection> {
  private readonly traits: SectionTraits<SectionItem<Name>>;
  private readonly texts: string[][];
  private readonly types: Uint8Array;
  private readonly addresses: BigUint64Array;
  private readonly numbers: Record<string, Float64Array> = {};
  private filled = 0;

  constructor(
    private readonly section: Name,
    private readonly count: number,
  ) {
    this.traits = SECTION_TRAITS[section] as unknown as SectionTraits<SectionItem<Name>>;
    this.texts = this.traits.texts.map(() => []);
    this.types = new Uint8Array(count);
    this.addresses = new BigUint64Array(count);
    for (const [name, key] of Object.entries(this.traits.sorts)) {
      if (key.by === 'number') this.numbers[name] = new Float64Array(count);
    }
  }

  add(items: readonly SectionItem<Name>[]): void {
    for (const item of items) {
      for (const [column, text] of this.traits.texts.entries()) this.texts[column]?.push(oneLine(text(item)));
      const type = this.traits.types.indexOf(this.traits.type(item) ?? '');
      this.types[this.filled] = type === -1 ? UNTYPED : type;
      this.addresses[this.filled] = addressValue(this.traits.address(item));
      for (const [name, numbers] of Object.entries(this.numbers)) {
        const key = this.traits.sorts[name];
        numbers[this.filled] = key?.by === 'number' ? (key.of(item) ?? -1) : -1;
      }
      this.filled += 1;
    }
  }

  finish(): SectionColumns {
    const { section, count, types, addresses, numbers } = this;
    return { section, count, types, addresses, numbers, texts: this.texts.map((lines) => lines.join(SEPARATOR)) };
  }
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
