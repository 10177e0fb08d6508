/** Edits within which a word is taken for another one. */
const NEAR = 3;
const LONGEST = 64;
/** Two letters the other way round are likelier than one that is missing. */
const TURN = 0.9;

/** The known word that was most likely meant; `undefined` where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  return nearestFew(word, known, 1)[0];
}

/** The known words that were most likely meant, the likeliest first. */
export function nearestFew(word: string, known: readonly string[], most: number): readonly string[] {
  const asked = word.slice(0, LONGEST).toLowerCase();
  const ranked = known.map((each) => ({ each, far: edits(asked, each.toLowerCase()) })).sort((a, b) => a.far - b.far);
  const near = ranked.filter(({ each, far }) => far <= Math.min(NEAR, Math.ceil(each.length / 2)));
  return near.slice(0, most).map(({ each }) => each);
}

/** Letters to insert, take out, replace or put the other way round. */
function edits(from: string, to: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let at = 1; at <= from.length; at += 1) {
    const next = [at];
    for (let other = 1; other <= to.length; other += 1) {
      const replaced = (row[other - 1] ?? 0) + (from[at - 1] === to[other - 1] ? 0 : 1);
      const turned =
        from[at - 1] === to[other - 2] && from[at - 2] === to[other - 1] ? (before[other - 2] ?? 0) + TURN : Infinity;
      next.push(Math.min(replaced, turned, (row[other] ?? 0) + 1, (next[other - 1] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[to.length] ?? 0;
}
