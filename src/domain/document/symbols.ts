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

export interface Export {
  readonly name: string;
  readonly address: Address;
  readonly size: Count;
  readonly type: 'function' | 'object' | 'other';
  /** `LIBRARY.name` or `LIBRARY.#ordinal` of a forwarded PE export. */
  readonly forwarder?: string;
}
