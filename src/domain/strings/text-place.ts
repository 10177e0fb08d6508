/**
 * What a place is: data; data without text of its own, such as tables and pictures; instructions, which look like short strings by
 * chance; what nobody describes, such as what is appended; texts with their length before each: a block of a PE file's string
 * table, or the user strings of .NET; none where what looks like text is known to be something else, and is not read.
 */
export type PlaceContent = 'data' | 'dense' | 'code' | 'unknown' | 'string_table' | 'user_strings' | 'none';

/** Bytes of the file that may hold text. */
export interface TextPlace {
  /** From the file's start. */
  readonly offset: number;
  readonly size: number;
  /** Of the first byte in memory; the offset where it is not loaded. */
  readonly address: bigint;
  readonly section?: string;
  readonly holds: PlaceContent;
  /** What it holds is left out first where there is too much: names that are elsewhere in the document, what is not loaded. */
  readonly isAside?: boolean;
}

/** A place, or what others leave of it. */
export interface PlacePiece {
  readonly place: TextPlace;
  /** In the file. */
  readonly start: number;
  readonly end: number;
}

/** By place in the file, none twice: of places that overlap, the one that begins last counts, of these the shortest. */
export function disjointPieces(places: readonly TextPlace[], fileSize: number): readonly PlacePiece[] {
  const pieces: PlacePiece[] = [];
  const around: { readonly place: TextPlace; readonly end: number }[] = [];
  let at = 0;
  const advance = (to: number): void => {
    for (let top = around.at(-1); top !== undefined; top = around.at(-1)) {
      const end = Math.min(top.end, to);
      if (end > at) pieces.push({ place: top.place, start: at, end });
      at = Math.max(at, end);
      if (top.end > to) return;
      around.pop();
    }
  };
  for (const place of [...places].sort((a, b) => a.offset - b.offset || b.size - a.size)) {
    if (!(place.offset >= 0 && place.offset < fileSize && place.size > 0)) continue;
    advance(place.offset);
    at = place.offset;
    around.push({ place, end: Math.min(place.offset + place.size, fileSize) });
  }
  advance(fileSize);
  return pieces;
}
