/** What a byte can be in text of one byte a character. */
export const BYTE_KIND = { none: 0, text: 1, high: 2 } as const;

/** BEL, BS, TAB, LF, VT, FF, CR and ESC: the control characters that texts have. */
const CONTROLS = [7, 8, 9, 10, 11, 12, 13, 27];

/** Printable ASCII and the controls of texts; what has bit 7 may be part of a character of UTF-8. */
export const BYTE_KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x80) return BYTE_KIND.high;
  return (byte >= 0x20 && byte < 0x7f) || CONTROLS.includes(byte) ? BYTE_KIND.text : BYTE_KIND.none;
});

/** What a character of two bytes or more can be. Those above `common` are scripts, of which a text has one. */
export const CHARACTER_CLASS = {
  none: 0,
  ascii: 1,
  latin: 2,
  common: 3,
  han: 4,
  kana: 5,
  hangul: 6,
  other: 7,
} as const;

/** First and last code point: scripts that programs are written for (Unicode 16), and the signs that go with any of them. */
const { latin, common, han, kana, hangul } = CHARACTER_CLASS;
const RANGES: readonly (readonly [first: number, last: number, kind?: number])[] = [
  [0xa0, 0x24f, latin],
  [0x370, 0x3ff], // Greek
  [0x400, 0x52f], // Cyrillic
  [0x531, 0x58f], // Armenian
  [0x591, 0x5f4], // Hebrew
  [0x600, 0x6ff], // Arabic
  [0x900, 0x97f], // Devanagari
  [0x980, 0x9fe], // Bengali
  [0xa01, 0xa76], // Gurmukhi
  [0xa81, 0xaff], // Gujarati
  [0xb82, 0xbfa], // Tamil
  [0xc00, 0xc7f], // Telugu
  [0xc80, 0xcf2], // Kannada
  [0xd00, 0xd7f], // Malayalam
  [0xd81, 0xdf4], // Sinhala
  [0xe01, 0xe5b], // Thai
  [0xe81, 0xedf], // Lao
  [0x1000, 0x109f], // Myanmar
  [0x10a0, 0x10ff], // Georgian
  [0x1200, 0x137c], // Ethiopic
  [0x1780, 0x17f9], // Khmer
  [0x1e00, 0x1eff, latin],
  [0x2010, 0x2027, common],
  [0x2030, 0x205e, common],
  [0x20a0, 0x20bf, common],
  [0x2100, 0x214f, common],
  [0x2190, 0x21ff, common],
  [0x2500, 0x25ff, common],
  [0x2600, 0x26ff, common],
  [0x3000, 0x303f, common],
  [0x3041, 0x30ff, kana],
  [0x4e00, 0x9fff, han],
  [0xac00, 0xd7a3, hangul],
  [0xff01, 0xff9f, common],
];

/** By code point of the basic plane. */
export const CHARACTER_CLASSES = characterClasses();

function characterClasses(): Uint8Array {
  const classes = new Uint8Array(0x1_0000);
  let script: number = CHARACTER_CLASS.other;
  for (const [first, last, kind] of RANGES) classes.fill(kind ?? script++, first, last + 1);
  classes.fill(CHARACTER_CLASS.ascii, 0x20, 0x7f);
  for (const control of [9, 10, 13]) classes[control] = CHARACTER_CLASS.ascii;
  return classes;
}
