import { ourLine, sampleLine } from './card-lines';
import type { CardCode, CardPart, CardSeen, CodeLine } from './card-question';
import type { Fact, FactKind, FactSource, FactText } from './fact';
import { factAt } from './fact';
import type { OrderedFacts } from './fact-page';
import { functionCard } from './function-card';
import { ITEM_CARDS } from './item-cards';
import type { ProgramModel } from './program-model';
import type { SampleText } from './sample-text';

const CODE_CHARACTERS = 400;
const QUOTED_CHARACTERS = 80;

/** What a card is of. */
export interface CardSubject {
  /** As it was asked for: words of the client. */
  readonly ref: string;
  readonly kind: FactKind;
  readonly index: number;
}

/** Cards, line by line, in the order in which they were asked for: what fits a budget is their beginning. */
export class Cards implements OrderedFacts {
  private readonly lines: readonly Fact[];

  constructor(
    subjects: readonly CardSubject[],
    parts: ReadonlySet<CardPart>,
    private readonly read: { readonly code: readonly CardCode[]; readonly elsewhere: readonly CardSeen[] },
    private readonly sources: readonly FactSource[],
    private readonly model: ProgramModel,
    private readonly sample: SampleText,
  ) {
    this.lines = subjects.flatMap((subject) =>
      [...this.linesOf(subject, parts)].map((text) => ({
        ...text,
        ref: this.referenceOf(subject),
        kind: 'card' as const,
        // The page of one card is headed by it.
        isAddressed: subjects.length === 1,
      })),
    );
  }

  get total(): number {
    return this.lines.length;
  }

  at(index: number): Fact | undefined {
    return this.lines[index];
  }

  totals(): ReadonlyMap<FactKind, number> {
    return new Map([['card', this.lines.length]]);
  }

  private *linesOf(subject: CardSubject, parts: ReadonlySet<CardPart>): Generator<FactText> {
    const { kind, index } = subject;
    if (kind === 'function') {
      yield* functionCard(index, parts, this.model, this.sample);
      yield* this.seenOf(subject);
      if (parts.has('code')) yield* this.codeOf(subject);
      return;
    }
    const source = this.sources.find((each) => each.kind === kind);
    if (source === undefined) return;
    const { text, origin } = factAt(source, index);
    yield { text, origin };
    const more = ITEM_CARDS[kind];
    if (more !== undefined) yield* more(index, this.model, this.sample);
  }

  private referenceOf({ kind, index }: CardSubject): string {
    return this.sources.find((each) => each.kind === kind)?.ref(index) ?? '';
  }

  private *seenOf(subject: CardSubject): Generator<FactText> {
    const seen = this.read.elsewhere.find(({ ref }) => ref === subject.ref);
    if (seen === undefined) return;
    const { results, fileName, name } = seen;
    const many = results === 1 ? '1 other result' : `${results} other results`;
    const there = name === '' ? '' : `, where it is ${this.sample.name(name)}`;
    yield sampleLine(`seen before: in ${many} of yours, such as ${this.sample.quoted(fileName)}${there}`);
  }

  private *codeOf(subject: CardSubject): Generator<FactText> {
    const code = this.read.code.find((each) => each.ref === subject.ref);
    if (code === undefined) return;
    if (code.whyNone !== undefined) yield ourLine(`no code: ${code.whyNone}`);
    const { listing = [], pseudoCode = [], total = 0 } = code;
    for (const line of pseudoCode) if (line.trim() !== '') yield sampleLine(this.sample.quoted(line, CODE_CHARACTERS));
    for (const line of listing) yield this.listed(line);
    const left = total - listing.length - pseudoCode.length;
    if (left > 0) yield ourLine(`${left} more lines: GET …/functions/${this.referenceOf(subject)}/listing`);
  }

  private listed({ address, text, name, string, place }: CodeLine): FactText {
    const sample = this.sample;
    if (string !== undefined) return sampleLine(`${address} ${text} ; ${sample.quoted(string, QUOTED_CHARACTERS)}`);
    if (name !== undefined) return sampleLine(`${address} ${text} ; ${sample.name(name)}`);
    return ourLine(`${address} ${text}${place === undefined ? '' : ` ; ${place}`}`);
  }
}
