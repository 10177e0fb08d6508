import type { Address } from '#domain/shared/address';
import type {
  Architecture,
  Bits,
  Endianness,
  ExecutableFormat,
  ExecutableKind,
  FatSlice,
} from '#domain/shared/executable-header';
import type { MimeType } from '#domain/shared/mime-type';
import type { Count } from '#domain/shared/quantities';
import type { Sha256 } from '#domain/shared/sha256';
import type { AnatomyFacts } from './anatomy-facts';
import type { Language } from './language';

/** What the file's own structure says about it. */
export interface FileFacts extends AnatomyFacts {
  readonly format: ExecutableFormat;
  /** What it is for. */
  readonly kind: ExecutableKind;
  readonly architecture: Architecture;
  /** Of the format: how wide its addresses are, not what the processor computes with (MIPS N32 and x32 have 32, AVR too). */
  readonly bits: Bits;
  readonly endianness: Endianness;
  /** Such as `linux`, `android`, `windows`, `macos`; absent where nothing in the file is for one system only, as in firmware. */
  readonly os?: string;
  /**
   * ELF: what in the file tells the system, in a sentence.
   *
   * @origin sample
   */
  readonly os_evidence?: string;
  /**
   * libmagic's; without libmagic the format in our own words, such as `ELF 64-bit shared object, x86-64`.
   *
   * @origin sample
   */
  readonly description: string;
  /** Most of it is written in this. */
  readonly language?: Language;
  /**
   * With its version, where known.
   *
   * @origin sample
   */
  readonly compiler?: string;
  /**
   * Nothing names its own functions: an ELF file has no table of symbols but that of the loader, a Mach-O file no local symbols, a
   * PE file neither COFF symbols of code nor the path of a PDB. What it exports may be named all the same.
   */
  readonly stripped: boolean;
  /** It is linked, and needs neither a loader nor a library. */
  readonly static: boolean;
  /** A signature is there; see `signature`. */
  readonly signed: boolean;
  /** Where it starts. */
  readonly entry_point?: Address;
  /** Images of a fat file; `analysed` marks the one that the rest of the document is about. */
  readonly slices?: readonly (FatSlice & { readonly analysed: boolean })[];
}

export interface FileIdentity {
  /** @origin sample */
  readonly name: string;
  /** Bytes. */
  readonly size: Count;
  /** @pattern ^[0-9a-f]{32}$ */
  readonly md5: string;
  /** @pattern ^[0-9a-f]{40}$ */
  readonly sha1: string;
  readonly sha256: Sha256;
  /** By libmagic; by the header where that was not available when the file came in. */
  readonly mime_type: MimeType;
}
