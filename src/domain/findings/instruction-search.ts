import type { Evidence } from '#domain/document/security-findings';
import { prospectsOf } from '#domain/injection/may-instruct';
import { groupOf } from '#domain/injection/reads-like-instructions';
import type { RuleSubject } from './rule-subject';
import type { Tally } from './tally';
import type { TextHit } from './text-scanner';
import type { UseIndex } from './use-index';

/** UTF-16 units of text that is read closely, of one file: a file of nothing but such text would take minutes. */
const MOST_CLOSE = 400_000;
/** More of them is no more news. */
const MOST_FOUND = 24;
const NO_HITS: readonly TextHit[] = [];

/** Looks for text that reads like instructions to a language model, wherever text of one sample stands. */
export class InstructionSearch {
  private left = MOST_CLOSE;
  private found = 0;

  /** @param features that ask for it */
  constructor(private readonly features: readonly number[]) {}

  hitsOf(text: string): readonly TextHit[] {
    if (!this.isFound(text)) return NO_HITS;
    return this.features.map((feature) => ({ feature, key: text }));
  }

  /** All but strings: names of symbols, sections and libraries, and labels. */
  matchNames(subject: RuleSubject, uses: UseIndex, file: Tally): void {
    if (this.features.length === 0) return;
    for (const { kind, value } of subject.labels) if (this.isFound(value)) this.add(file, { kind, value });
    for (const { name, address } of subject.sections) {
      if (this.isFound(name)) this.add(file, placed('section', name, address));
    }
    for (const value of subject.libraries) if (this.isFound(value)) this.add(file, { kind: 'library', value });
    for (const each of subject.imports) if (this.isFound(each.name)) this.add(file, uses.ofImport(each));
    for (const { name, address } of subject.functions) {
      if (this.isFound(name)) this.add(file, { ...placed('function', name, address), function: name });
    }
    for (const { name, address } of subject.exports) {
      if (!this.isFound(name)) continue;
      // Of what is a function, that is the evidence.
      if (!subject.functions.some((each) => each.name === name)) this.add(file, placed('export', name, address));
    }
  }

  private add(file: Tally, piece: Evidence): void {
    for (const feature of this.features) file.add(feature, `${piece.kind} ${piece.value}`, piece);
  }

  private isFound(text: string): boolean {
    if (this.features.length === 0 || this.found >= MOST_FOUND) return false;
    const prospects = prospectsOf(text);
    if (prospects === undefined || this.left < prospects.text.length) return false;
    this.left -= prospects.text.length;
    const isFound = groupOf(prospects) !== undefined;
    if (isFound) this.found += 1;
    return isFound;
  }
}

function placed(kind: Evidence['kind'], value: string, address: Evidence['address']): Evidence {
  return { kind, value, ...(address !== undefined && { address }) };
}
