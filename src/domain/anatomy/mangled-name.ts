import { LONGEST_RAW_NAME, rawNameEnd } from '#domain/bytes/name-table';

const [UNDERSCORE, BIG_E, BIG_Z] = Buffer.from('_EZ');
const [ZERO, NINE, SMALL_A, SMALL_F] = [0x30, 0x39, 0x61, 0x66];
const HASH_MARK = Buffer.from('17h');
const LLVM_SUFFIX = Buffer.from('.llvm.');
const COLD = Buffer.from('.cold');
const [DOT] = Buffer.from('.');
/** As many stand behind one name. */
const SUFFIXES = 3;
/** Bytes from the `17h` of Rust's old mangling to its end. */
const RUST_HASH = 20;
const DIGITS = '0123456789';
/** Behind `_Z`, what may follow which letter: nested, local and internal names, substitutions, tables and guards (Itanium C++ ABI 5.1). */
const STARTS: readonly (readonly [first: string, seconds: string])[] = [
  ...Array.from(DIGITS, (digit) => [digit, `${DIGITS}abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_`] as const),
  ['N', `${DIGITS}STKVrROD`],
  ['L', `${DIGITS}NS`],
  ['Z', `${DIGITS}NLSZ`],
  ['S', `${DIGITS}tabsiod_ABCDEFGHIJKLMNOPQRSTUVWXYZ`],
  ['T', 'VTISchvWCH'],
  ['G', 'VRTIA'],
];
const OPERATORS =
  'nw na dl da ng ad de co pl mi ml dv rm an or eo aS pL mI mL dV rM aN oR eO ls rs lS rS eq ne lt gt le ge ss nt aa oo pp mm cm pm pt cl ix cv aw';
/** By two bytes: whether both may stand behind `_Z`. */
const FOLLOWERS = new Uint8Array(1 << 16);
const PAIRS = STARTS.flatMap(([first, seconds]) => Array.from(seconds, (second) => first + second));
for (const pair of [...PAIRS, ...OPERATORS.split(' ')]) {
  FOLLOWERS[(pair.charCodeAt(0) << 8) | pair.charCodeAt(1)] = 1;
}

const [BIG_G, BIG_V] = Buffer.from('GV');
/** What the name of a guarded variable begins with. */
const GUARDED: ReadonlySet<number | undefined> = new Set(Buffer.from(`${DIGITS}NZLS`));

/** Where the name at `at` is mangled as the Itanium C++ ABI has it: by Rust before its new mangling, or by C++. */
export function itaniumLanguage(names: Uint8Array, at: number): 'c++' | 'rust' | undefined {
  const mark = names[at + 1] === UNDERSCORE ? at + 2 : at + 1;
  if (names[at] !== UNDERSCORE || names[mark] !== BIG_Z) return undefined;
  if (FOLLOWERS[((names[mark + 1] ?? 0) << 8) | (names[mark + 2] ?? 0)] !== 1) return undefined;
  if (isVectorVariant(names, mark)) return undefined;
  const end = rawNameEnd(names, at);
  // Of what is too long, the end would tell.
  if (end - at >= LONGEST_RAW_NAME || end - mark < 4) return undefined;
  return endsInHash(names, at, withoutSuffix(names, end)) ? 'rust' : 'c++';
}

/** `_ZGVbN2v_cos`: a function on vectors, as programs in C call them (libmvec; Vector Function ABI of x86 and of AArch64). */
function isVectorVariant(names: Uint8Array, mark: number): boolean {
  return names[mark + 1] === BIG_G && names[mark + 2] === BIG_V && !GUARDED.has(names[mark + 3]);
}

function endsInHash(names: Uint8Array, at: number, end: number): boolean {
  const hash = end - RUST_HASH;
  if (hash <= at || names[end - 1] !== BIG_E || !begins(names, hash, HASH_MARK)) return false;
  for (let index = hash + HASH_MARK.length; index < end - 1; index++) if (!isHex(names[index] ?? 0)) return false;
  return true;
}

/**
 * Behind the name LLVM numbers what it takes from one module to another (`.llvm.123`) and what has the name of another (`.123`), and
 * marks the part of a function that hardly ever runs (`.cold`).
 */
function withoutSuffix(names: Uint8Array, whole: number): number {
  let end = whole;
  for (let parts = 0; parts < SUFFIXES; parts++) {
    if (begins(names, end - COLD.length, COLD)) end -= COLD.length;
    let digits = end;
    while (isDigit(names[digits - 1] ?? 0)) digits--;
    if (digits === end || names[digits - 1] !== DOT) continue;
    const suffix = digits - LLVM_SUFFIX.length;
    end = begins(names, suffix, LLVM_SUFFIX) ? suffix : digits - 1;
  }
  return end;
}

function begins(names: Uint8Array, at: number, text: Uint8Array): boolean {
  return text.every((byte, index) => names[at + index] === byte);
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

function isHex(byte: number): boolean {
  return isDigit(byte) || (byte >= SMALL_A && byte <= SMALL_F);
}
