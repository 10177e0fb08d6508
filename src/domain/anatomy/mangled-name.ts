import { LONGEST_RAW_NAME, rawNameEnd } from '#domain/bytes/name-table';

const [UNDERSCORE, BIG_E, BIG_Z] = Buffer.from('_EZ');
const [ZERO, NINE, SMALL_A, SMALL_F] = [0x30, 0x39, 0x61, 0x66];
const HASH_MARK = Buffer.from('17h');
const LLVM_SUFFIX = Buffer.from('.llvm.');
/** Bytes from the `17h` of Rust's old mangling to its end. */
const RUST_HASH = 20;
/** What may stand behind `_Z` in names of functions and data, and of what the compiler adds to them (Itanium C++ ABI 5.1). */
const STARTS = new Set(Buffer.from('NLZSTG0123456789abcdefghijklmnopqrstuvw'));

/** Where the name at `at` is mangled as the Itanium C++ ABI has it: by Rust before its new mangling, or by C++. */
export function itaniumLanguage(names: Uint8Array, at: number): 'c++' | 'rust' | undefined {
  const mark = names[at + 1] === UNDERSCORE ? at + 2 : at + 1;
  if (names[at] !== UNDERSCORE || names[mark] !== BIG_Z || !STARTS.has(names[mark + 1] ?? 0)) return undefined;
  const end = rawNameEnd(names, at);
  // Of what is too long, the end would tell.
  if (end - at >= LONGEST_RAW_NAME || end - mark < 4) return undefined;
  return endsInHash(names, at, withoutSuffix(names, end)) ? 'rust' : 'c++';
}

function endsInHash(names: Uint8Array, at: number, end: number): boolean {
  const hash = end - RUST_HASH;
  if (hash <= at || names[end - 1] !== BIG_E || !begins(names, hash, HASH_MARK)) return false;
  for (let index = hash + HASH_MARK.length; index < end - 1; index++) if (!isHex(names[index] ?? 0)) return false;
  return true;
}

/** LLVM numbers what it takes from one module to another: `.llvm.123` behind the name. */
function withoutSuffix(names: Uint8Array, end: number): number {
  let digits = end;
  while (isDigit(names[digits - 1] ?? 0)) digits--;
  const suffix = digits - LLVM_SUFFIX.length;
  return digits < end && begins(names, suffix, LLVM_SUFFIX) ? suffix : end;
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
