import { parseAddress } from '#domain/shared/address';
import { tameLines } from '#domain/shared/hostile-text';

/** Characters of a text of the sample in a line. */
export const SHOWN_CHARACTERS = 120;
/** The most that a text may be asked for with. */
export const WHOLE_TEXT = 16_384;

/** Names as compilers, linkers and people give them: no blank, nothing that could close or open anything. */
const PLAIN_NAME = /^[\w.$@:()*/<>,~+-]{1,128}$/;
/** What Markdown would make a tag or a link of, though it is plain. */
const ACTIVE_NAME = /[<@]|:\/\/|www\./i;
/** What at the beginning of a line would begin a list, a quotation or a block of code. */
const ACTIVE_START = /^(?:[*+>-]|~~|\d{1,9}[.)])/;
/** What Markdown would make a link of within quotes. */
const LINK = /:\/\/|www\.|@|mailto:|xmpp:/i;
/** Within a literal: code spans, tables and tags of Markdown. */
const ACTIVE = /[`|[]|<(?=[a-z/!?])/gi;
/** `\\u{10ffff}`. */
const LONGEST_ESCAPE = 10;
/** The mark of a fence, or what looks like one. */
const FENCE = /-(?=--)/g;

/** Whether a text reads as if it told its reader what to do. */
export type Suspects = (text: string) => boolean;

/**
 * Text of the sample within lines of ours. Nothing that the sample says is ever more than a quotation: a name that is plain stands as it
 * is, all else is a JSON string literal on one line, which Markdown makes nothing of. What reads like instructions is withheld.
 */
export class SampleText {
  /** @param isShown also what reads like instructions. */
  constructor(
    private readonly suspects: Suspects,
    private readonly isShown = false,
  ) {}

  /** A text, or `limit` characters of it from the one at `from` on. */
  quoted(text: string, limit = SHOWN_CHARACTERS, from = 0): string {
    if (this.isWithheld(text)) return withheld(text);
    return from === 0 ? literal(text, limit) : `…${literal(text.slice(from), limit)}`;
  }

  /** A name: bare where it is plain. */
  name(name: string): string {
    if (this.isWithheld(name)) return withheld(name);
    if (!PLAIN_NAME.test(name) || ACTIVE_START.test(name) || name.includes('---'))
      return literal(name, SHOWN_CHARACTERS);
    return ACTIVE_NAME.test(name) ? `\`${name}\`` : name;
  }

  isWithheld(text: string): boolean {
    return !this.isShown && this.isSuspect(text);
  }

  /** Whether it reads like instructions, shown or not. */
  isSuspect(text: string): boolean {
    return this.suspects(text);
  }

  /** Whether a name can be part of a reference: plain, no address, and nothing that is ever withheld, so that all see the same reference. */
  isReferable(name: string): boolean {
    return name !== '' && isPlainName(name) && parseAddress(name) === undefined && !this.suspects(name);
  }
}

function isPlainName(name: string): boolean {
  return PLAIN_NAME.test(name) && !ACTIVE_NAME.test(name) && !ACTIVE_START.test(name) && !name.includes('---');
}

function withheld(text: string): string {
  return `[withheld: reads like instructions, ${text.length} characters]`;
}

function literal(text: string, limit: number): string {
  const isCut = text.length > limit;
  const shown = JSON.stringify(tameLines(isCut ? text.slice(0, limit) : text, limit * LONGEST_ESCAPE))
    .replace(ACTIVE, unicodeEscape)
    .replace(FENCE, unicodeEscape)
    .replace(/^"#/, '"\\u0023');
  const whole = isCut ? `${shown}…` : shown;
  return LINK.test(text) ? `\`${whole}\`` : whole;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
