import { LONGEST_RAW_NAME, rawNameAt } from '#domain/bytes/name-table';
import type { Language } from '#domain/document/language';
import { withoutVersion } from '#domain/executables/elf/elf-symbol-tables';
import { itaniumLanguage } from './mangled-name';
import { CALLED, PATTERNS, WHOLE_NAMES } from './symbol-languages';

/** What the names of a program's symbols give away; collected name by name, of as many as there are. */
export class SymbolSigns {
  canary = false;
  fortify = false;
  arc = false;
  isEmpty = true;
  private readonly languages = new Map<Language, string>();
  private readonly counts = new Map<Language, number>();

  /** The name that begins at `at`, up to its NUL; most are known by a few bytes to be no sign. @param isImported as below. */
  noteAt(names: Uint8Array, at: number, isImported: boolean): void {
    this.isEmpty = false;
    if (at <= 0 || at >= names.length || !mayBeSign(names, at)) return;
    const mangled = itaniumLanguage(names, at);
    if (mangled === undefined) this.look(plainNameAt(names, at), isImported);
    else this.see(mangled, isImported, () => plainNameAt(names, at));
  }

  /** @param isImported taken from a library, not the program's own */
  note(symbol: string, isImported: boolean): void {
    // Nothing behind that is looked at.
    const start = symbol.slice(0, LONGEST_RAW_NAME + 1);
    this.noteAt(Buffer.from(`\0${start}\0`, 'latin1'), 1, isImported);
  }

  private look(name: string, isImported: boolean): void {
    if (CANARY.has(name)) this.canary = true;
    if (isImported && FORTIFIED.test(name)) this.fortify = true;
    if (ARC.has(name)) this.arc = true;
    const language = languageOf(name);
    if (language !== undefined && (isImported || !CALLED.test(name))) this.see(language, isImported, () => name);
  }

  private see(language: Language, isImported: boolean, name: () => string): void {
    if (!this.languages.has(language)) this.languages.set(language, name());
    if (!isImported) this.counts.set(language, (this.counts.get(language) ?? 0) + 1);
  }

  /** Language and the symbol that shows it. */
  get evidence(): ReadonlyMap<Language, string> {
    return this.languages;
  }

  /** How many of the program's own names are of a language; the same name in two tables counts twice. */
  get own(): ReadonlyMap<Language, number> {
    return this.counts;
  }
}

const CANARY = new Set([
  '__stack_chk_fail',
  '___stack_chk_fail',
  '__stack_chk_guard',
  '___stack_chk_guard',
  '__stack_chk_fail_local',
  '__stack_smash_handler',
  '__ssp_fail',
  '__intel_security_cookie',
]);
const FORTIFIED = /^_{2,3}(?!stack_)[a-z]\w*_chk$/;
const FORTIFIED_HEADS = Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => `__${letter}`);
const ARC = new Set(['_objc_release', '_objc_retain', '_objc_storeStrong', '_objc_retainAutoreleasedReturnValue']);

/** Without the version of its library; in what Visual C++ decorates, that sign parts names. */
function plainNameAt(names: Uint8Array, at: number): string {
  const name = rawNameAt(names, at);
  return name.startsWith('?') ? name : withoutVersion(name);
}

function languageOf(name: string): Language | undefined {
  return WHOLE_NAMES.get(name) ?? PATTERNS.find(({ pattern }) => pattern.test(name))?.language;
}

/** By the first three bytes of a name: whether any of the rules can fit. Made of the rules, so that none can be forgotten here. */
const HEADS = headsOf([
  ...WHOLE_NAMES.keys(),
  ...PATTERNS.flatMap(({ heads }) => heads),
  ...CANARY,
  ...ARC,
  ...FORTIFIED_HEADS,
  ...FORTIFIED_HEADS.map((head) => `_${head}`),
  '_Z',
  '__Z',
]);

function headsOf(beginnings: readonly string[]): Uint8Array {
  const heads = new Uint8Array(1 << 16);
  for (const each of beginnings) {
    const [first, second, third] = Buffer.from(each, 'latin1');
    for (let last = 0; last < 256; last++) {
      if (third === undefined || third === last) heads[slotOf(first, second, last)] = 1;
    }
  }
  return heads;
}

function mayBeSign(names: Uint8Array, at: number): boolean {
  return HEADS[slotOf(names[at], names[at + 1], names[at + 2])] === 1;
}

/** Names are of few kinds of bytes: what falls together is told apart by the rules. */
function slotOf(first = 0, second = 0, third = 0): number {
  return ((first & 0x7f) << 9) ^ ((second & 0x7f) << 4) ^ (third & 0x7f);
}
