import type { Address } from '#domain/shared/address';
import type { Count, Share } from '#domain/shared/quantities';
import type { Place } from './place';

/** A string as a function uses it. */
export interface StringUse {
  readonly address: Address;
  /**
   * As in the list of strings, at most 256 characters.
   *
   * @origin sample
   */
  readonly content: string;
}

/** What a function calls or jumps to. */
export interface CallTarget extends Place {
  /**
   * The instructions that do, by address, 8 at most. Absent where there were too many calls for any to be told: `metadata.truncated` says so.
   *
   * @maxItems 8
   */
  readonly at?: readonly Address[];
  /** How many they are, where that is more. */
  readonly at_total?: Count;
}

/**
 * What a function has to do with the rest of the file. Each list is without repeats, ordered by address (imports by name), and
 * holds 200 at most.
 */
export interface FunctionRelations {
  /** Functions and imports that it calls or jumps to. Imports by their stub or slot. */
  readonly calls_to: readonly CallTarget[];
  /** Functions that call or jump to it. */
  readonly calls_from: readonly Place[];
  /** That it uses. Absent when strings were not asked for. */
  readonly strings?: readonly StringUse[];
  /**
   * Names of the imports that it reaches. Itself or through a thunk.
   *
   * @origin sample
   */
  readonly imports: readonly string[];
  /** True lengths of lists that are longer than here. */
  readonly totals?: Readonly<Partial<Record<'calls_to' | 'calls_from' | 'strings' | 'imports', Count>>>;
}

export const FUNCTION_TYPES = ['function', 'import', 'entry', 'thunk', 'library'] as const;
export type FunctionType = (typeof FUNCTION_TYPES)[number];

/** Where a function's start is known from, the strongest evidence first. */
export const FUNCTION_SOURCES = ['symbol', 'export', 'entry', 'unwind', 'call', 'prelude'] as const;
export type FunctionSource = (typeof FUNCTION_SOURCES)[number];

/** What a function is known again by, in other builds and other programs. */
export interface FunctionIdentity {
  /**
   * SHA-256 over its instructions. In the order of their addresses, without padding, addresses and distances to what they call and
   * refer to: the same wherever the same code lies and whatever program it is linked into; another one where an instruction, a
   * register or a constant differs. Which functions it calls and which data it uses does not count.
   *
   * @pattern ^[0-9a-f]{64}$
   */
  readonly exact: string;
  /**
   * For likeness, not for equality. 16 digits of its blocks and edges (what ends them, how long they are), then, where it uses any,
   * 16 of the names of the imports and the contents of the strings that it uses, of those listed here. Of either part, the more
   * digits are equal in the same places, the more both functions have in common: all of it by 16, next to nothing by 1 or 2.
   *
   * @pattern ^[0-9a-f]{16}([0-9a-f]{16})?$
   */
  readonly shape: string;
}

/** Its relations are absent where code was not analysed (quick depth). */
export interface FunctionInfo extends Partial<FunctionRelations> {
  /** @origin sample */
  readonly name: string;
  readonly address: Address;
  /** Bytes. */
  readonly size: Count;
  /** `thunk`: only jumps on; `import`: stub of one. */
  readonly type: FunctionType;
  /** How its start is known. */
  readonly source: FunctionSource;
  /** What code analysis says; absent where the function was not analysed (quick depth). */
  readonly complexity_score?: Count;
  readonly basic_blocks?: Count;
  /** Between its blocks. */
  readonly edges?: Count;
  readonly instructions?: Count;
  /** How many, by radare2. */
  readonly arguments?: Count;
  /** Local variables, by radare2. */
  readonly locals?: Count;
  /**
   * As a line of C, by radare2.
   *
   * @origin sample
   */
  readonly signature?: string;
  /** What its code is known again by. Of functions of 10 instructions and more, at standard depth, where `reader` is `bin2nlp`. */
  readonly identity?: FunctionIdentity;
  /**
   * SHA-256 over its bytes. Those of its basic blocks (radare2's `bbhash`), with the distances to what they call and refer to: the same
   * for a copy of the same code only where those are the same too. `identity` does not depend on them.
   *
   * @pattern ^[0-9a-f]{64}$
   */
  readonly fingerprint?: string;
}

const FIELDS: Readonly<Record<keyof FunctionInfo, true>> = {
  ...{ name: true, address: true, size: true, type: true, source: true },
  ...{ complexity_score: true, basic_blocks: true, edges: true, instructions: true, arguments: true, locals: true },
  ...{ signature: true, fingerprint: true, identity: true },
  ...{ calls_to: true, calls_from: true, strings: true, imports: true, totals: true },
};
export const FUNCTION_FIELDS = Object.keys(FIELDS) as readonly (keyof FunctionInfo)[];

/** How many of the listed functions have a name of the file's, by what names them; imports and thunks are not counted. */
export interface FunctionNames {
  /** Symbols of the program itself. Such as an ELF .symtab or COFF symbols. */
  readonly own: Count;
  /** What others link to. Where the own symbols do not name it. */
  readonly by_export: Count;
  /** The table that a language's runtime needs, such as Go's .gopclntab. */
  readonly by_table: Count;
  /** Known by unwind tables, entry points or calls: `fcn.00401000`, or what the disassembler made up. */
  readonly none: Count;
}

/** How much of the code is known to be part of a function. */
export interface CodeCoverage {
  /** Bytes of executable sections. */
  readonly code_bytes: Count;
  /** Those of them that lie within a function. */
  readonly function_bytes: Count;
  /** 0-1. */
  readonly share: Share;
}
