import type { Address } from '#domain/shared/address';
import type { Count } from '#domain/shared/quantities';
import type { ImportCategory } from './import-category';
import type { Users } from './users';

/** Tables of a Mach-O file that name imports, the loader's own first. */
export const IMPORT_TABLES = ['chained_fixups', 'bind', 'lazy_bind', 'weak_bind', 'symbol_table'] as const;
export type ImportTable = (typeof IMPORT_TABLES)[number];

/** Where the loader of a Mach-O file looks when it is told no library: the file, the program, any image, all images. */
export const IMPORT_LOOKUPS = ['self', 'main_executable', 'flat', 'weak'] as const;
export type ImportLookup = (typeof IMPORT_LOOKUPS)[number];

/** Its users reach it themselves or through a thunk. */
export interface Import extends Users {
  /** @origin sample */
  readonly name: string;
  /**
   * The library it comes from, where the format says (PE, Mach-O).
   *
   * @origin sample
   */
  readonly library?: string;
  /** Of its stub or its slot in the import table; absent when it has none. */
  readonly address?: Address;
  /** What it is for. */
  readonly category: ImportCategory;
  /** Mach-O: it may be missing, and is 0 then. */
  readonly weak?: true;
  /** Mach-O: in place of a library. */
  readonly lookup?: ImportLookup;
  /** Mach-O: the first table that names it. */
  readonly table?: ImportTable;
}

export const EXPORT_TYPES = ['function', 'object', 'other'] as const;
export type ExportType = (typeof EXPORT_TYPES)[number];

/** `stub_and_resolver`: a function of the file chooses what is called, when it is first called. */
export const EXPORT_FLAGS = ['weak', 'absolute', 'thread_local', 'reexport', 'stub_and_resolver'] as const;
export type ExportFlag = (typeof EXPORT_FLAGS)[number];

export interface Export {
  /** @origin sample */
  readonly name: string;
  /** `0x0` for what a Mach-O file re-exports: it lies in another library. */
  readonly address: Address;
  /** Bytes; 0 where the file does not say. */
  readonly size: Count;
  /** What it is. */
  readonly type: ExportType;
  /**
   * `LIBRARY.name` or `LIBRARY.#ordinal` of a forwarded PE export, `LIBRARY.name` of one that a Mach-O file re-exports.
   *
   * @origin sample
   */
  readonly forwarder?: string;
  /** Mach-O; absent where none applies. */
  readonly flags?: readonly ExportFlag[];
  /** Mach-O: of the function that chooses, with `stub_and_resolver`. */
  readonly resolver?: Address;
}
