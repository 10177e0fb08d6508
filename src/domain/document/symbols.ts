import type { Address } from '#domain/shared/address';
import type { Count } from '#domain/shared/quantities';
import type { ImportCategory } from './import-category';

export interface Import {
  readonly name: string;
  /** The library it comes from, where the format says (PE, Mach-O). */
  readonly library?: string;
  /** Of its stub or its slot in the import table; absent when it has none. */
  readonly address?: Address;
  readonly category: ImportCategory;
}

export const EXPORT_TYPES = ['function', 'object', 'other'] as const;
export type ExportType = (typeof EXPORT_TYPES)[number];

export interface Export {
  readonly name: string;
  readonly address: Address;
  readonly size: Count;
  readonly type: ExportType;
  /** `LIBRARY.name` or `LIBRARY.#ordinal` of a forwarded PE export. */
  readonly forwarder?: string;
}
