import type { SampleText } from '#domain/report/sample-text';
import { tameText } from '#domain/shared/hostile-text';

/** Characters of a text of the sample, where nothing else is said. */
const SHOWN_CHARACTERS = 100;
/** `\\u{10ffff}`. */
const LONGEST_ESCAPE = 10;
const PLAIN_WORD = /^[a-z][a-z\d._-]{0,15}$/;
const LINE_SIGNS: Readonly<Record<string, string>> = { '\n': '↵', '\t': '⇥' };

/** Text of the sample on one line: what would hide, reorder or drive something is written out, and data whatever it says. */
export interface SampleWords {
  /** Empty where it is withheld. */
  readonly text: string;
  /** Characters that are left out behind it. */
  readonly cut?: number;
  /** It reads like instructions: so many characters are not shown. */
  readonly withheld?: number;
  /** What the file has as text, where names stand beside it. */
  readonly isQuoted?: true;
}

/** Words of ours, or of the sample. */
export type Words = string | SampleWords;

/** Text of a sample for views: exact, but for what no reader could see, and withheld where the other renderings withhold it. */
export class ShownText {
  constructor(private readonly sample: SampleText) {}

  of(text: string, limit = SHOWN_CHARACTERS): SampleWords {
    if (this.sample.isWithheld(text)) return { text: '', withheld: text.length };
    const isCut = text.length > limit;
    const begun = (isCut ? text.slice(0, limit) : text).replace(/[\n\t]/g, (sign) => LINE_SIGNS[sign] ?? '');
    const shown = tameText(begun, limit * LONGEST_ESCAPE);
    return { text: shown, ...(isCut && { cut: text.length - limit }) };
  }

  /** A text beside names: in quotation marks. */
  quoted(text: string, limit?: number): SampleWords {
    return { ...this.of(text, limit), isQuoted: true };
  }

  /** A word that stands among ours where it is one, such as the name of a system. */
  word(text: string): Words {
    return PLAIN_WORD.test(text) ? text : this.of(text);
  }

  /** Sentences of ours that may quote the sample, between plain quotation marks that it cannot close. */
  sentence(text: string): readonly Words[] {
    return text
      .split('"')
      .map((part, index) => (index % 2 === 0 ? part : this.quoted(part)))
      .filter((part) => part !== '');
  }
}
