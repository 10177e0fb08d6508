import type { Tokenizer } from '#domain/report/token-counter';

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
/** Both vocabularies cut a text before they look for tokens: at hyphens, and within digits after each third. */
const PIECES = /-?[a-f]+|-|\d{1,3}/g;
const LETTERS = /[a-f]/;
/** Ids around an answer: of the analysis and of the request. */
const IDS = 2;
/** Of pieces that were met. */
const MOST_KNOWN = 20_000;

/** Counts pieces of texts, where there is a vocabulary. */
export type CountPieces = (pieces: readonly string[], tokenizer: Tokenizer) => Promise<readonly number[]>;

/**
 * What is laid around an answer differs each time, by ids and a time; how long a page may be depends on its tokens alone. Those of ids are
 * counted piece by piece, and a time always has as many.
 */
export class IdTokens {
  private readonly known = new Map<string, number>();

  constructor(private readonly count: CountPieces) {}

  /** Names all that have as many tokens as it for the same reason; `undefined` for what has other parts, or pieces that are counted only now. */
  nameOf(around: string, tokenizer: Tokenizer): string | undefined {
    const ids = around.match(ID) ?? [];
    if (ids.length < IDS) return undefined;
    const pieces = ids.flatMap((id) => id.match(PIECES) ?? []);
    const counts = pieces.map((piece) => (LETTERS.test(piece) ? this.known.get(`${tokenizer} ${piece}`) : 1));
    const unknown = pieces.filter((_, at) => counts[at] === undefined);
    if (unknown.length > 0) {
      void this.learn(unknown, tokenizer);
      return undefined;
    }
    const sum = counts.reduce((all: number, each = 0) => all + each, 0);
    return `${sum} ${around.replace(ID, 'id').replace(TIME, 'time')}`;
  }

  private async learn(pieces: readonly string[], tokenizer: Tokenizer): Promise<void> {
    try {
      const counts = await this.count(pieces, tokenizer);
      if (this.known.size > MOST_KNOWN) this.known.clear();
      for (const [at, piece] of pieces.entries()) this.known.set(`${tokenizer} ${piece}`, counts[at] ?? 1);
    } catch {
      // The next that has them asks again.
    }
  }
}
