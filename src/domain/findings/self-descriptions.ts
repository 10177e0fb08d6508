/** What a program says of itself: how it is called and used, by whom and when it was made. */
const SELF_DESCRIPTIONS = [
  /^\s*usage:?\s/i,
  /\bcopyright\b.{0,8}(?:\(c\)|©|\d{4})|©\s*\d{4}/i,
  /\bversion\s+(?:%s|v?\d+\.\d)/i,
  /^[\w.+ -]{2,40} v?\d+\.\d+(?:\.\d+)?\b/,
] as const;
const LONGEST_LOOKED_AT = 512;

/** Places of the strings that read as if the program told what it is: of each kind the first, how it is used before all. */
export function selfDescriptions(strings: readonly { readonly content: string }[]): readonly number[] {
  const places: number[] = [];
  for (const pattern of SELF_DESCRIPTIONS) {
    const place = strings.findIndex(
      ({ content }, at) => content.length <= LONGEST_LOOKED_AT && pattern.test(content) && !places.includes(at),
    );
    if (place !== -1) places.push(place);
  }
  return places;
}
