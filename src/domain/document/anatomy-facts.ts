import type { Address } from '#domain/shared/address';
import type { Architecture, Bits, ExecutableFormat } from '#domain/shared/executable-header';
import type { Count, Entropy, Share } from '#domain/shared/quantities';
import type { Language } from './language';
import type { OverlayKind } from './overlay-kind';
import type { Tool } from './tool';

// What our own reading of a file's bytes adds to the document; the same rules for hostile text hold.
/** One sign of who made the file, and what shows it. */
export interface ToolchainSign {
  readonly name: Tool;
  /** @origin sample */
  readonly version?: string;
  /**
   * Where it is seen.
   *
   * @origin sample
   */
  readonly evidence: string;
}

export interface PackerSign {
  /**
   * `unknown` where only the signs of packing are there.
   *
   * @origin sample
   */
  readonly name: string;
  /** @origin sample */
  readonly version?: string;
  /**
   * What shows it, a sentence each.
   *
   * @origin sample
   */
  readonly evidence: readonly string[];
  /** 0-1. */
  readonly confidence: Share;
}

/** Bytes behind all that the headers account for. */
export interface Overlay {
  readonly offset: Address;
  /** Bytes. */
  readonly size: Count;
  readonly entropy: Entropy;
  /** What its first bytes say it is; `unknown` where they say nothing. */
  readonly kind: OverlayKind;
}

export interface EmbeddedExecutable {
  readonly format: ExecutableFormat;
  readonly architecture: Architecture;
  readonly bits: Bits;
  readonly offset: Address;
  /** Bytes by its own headers; it may end outside of the file. */
  readonly size: Count;
  /**
   * The name of the section that holds it, `overlay`, or absent between the two.
   *
   * @origin sample
   */
  readonly section?: string;
}

export const SIGNATURE_SCHEMES = ['authenticode', 'apple', 'linux_module'] as const;
export type SignatureScheme = (typeof SIGNATURE_SCHEMES)[number];

/** A signature that is there. Whether it is valid, and who vouches for its certificate, was not checked. */
export interface CodeSignature {
  /** `linux_module`: appended to a module of the Linux kernel. */
  readonly scheme: SignatureScheme;
  /** Always: nothing is verified. */
  readonly verification: 'not_verified';
  /**
   * Of the certificate that signed, as `CN=…, O=…`.
   *
   * @origin sample
   */
  readonly subject?: string;
  /**
   * Of that certificate.
   *
   * @origin sample
   */
  readonly issuer?: string;
  /**
   * Of that certificate, hexadecimal.
   *
   * @origin sample
   */
  readonly serial_number?: string;
  /**
   * Such as `sha256`.
   *
   * @origin sample
   */
  readonly digest_algorithm?: string;
  /** A time stamp is attached. */
  readonly timestamped?: boolean;
  /** Apple: signed without any certificate. */
  readonly ad_hoc?: boolean;
  /**
   * Apple: as which it was signed.
   *
   * @origin sample
   */
  readonly identifier?: string;
  /**
   * Apple: of the developer.
   *
   * @origin sample
   */
  readonly team_id?: string;
}

export interface Resource {
  /**
   * Such as `ICON`, `VERSION`, or the name or number that the file gives.
   *
   * @origin sample
   */
  readonly type: string;
  /** @origin sample */
  readonly name: string;
  /** LANGID, such as `0x409`. */
  readonly language: string;
  readonly offset: Address;
  /** Bytes. */
  readonly size: Count;
  readonly entropy?: Entropy;
}

export interface RichHeaderEntry {
  readonly product_id: Count;
  readonly build: Count;
  /** Objects that it made. */
  readonly count: Count;
}

export interface RichHeader {
  /** MD5 of the decoded header. */
  readonly hash: string;
  /** False where someone changed the header or put another program's there. */
  readonly checksum_valid: boolean;
  /** Tools that made its objects. */
  readonly entries: readonly RichHeaderEntry[];
}

/** Parts of the file's facts that one format or another has; each is absent where the file does not say. */
export interface FormatFacts {
  /** PE: MD5 of the imports in their order. */
  readonly imphash?: string;
  /** PE: `rich_header.hash`. */
  readonly rich_header_hash?: string;
  /** PE: what the linker noted of its tools. */
  readonly rich_header?: RichHeader;
  /** PE: TimeDateStamp as ISO 8601; absent also where the file says that a hash of its content stands there. */
  readonly compiled_at?: string;
  /** PE: its debug directory says that the same source gives the same file (IMAGE_DEBUG_TYPE_REPRO). */
  readonly reproducible?: boolean;
  /** PE: major.minor. */
  readonly linker_version?: string;
  /** PE: such as `console`. */
  readonly subsystem?: string;
  /**
   * PE: where its debug symbols were.
   *
   * @origin sample
   */
  readonly pdb_path?: string;
  /**
   * PE: texts of the version resource.
   *
   * @origin sample
   */
  readonly version_info?: Readonly<Record<string, string>>;
  /**
   * .NET runtime that it asks for.
   *
   * @origin sample
   */
  readonly dotnet_version?: string;
  /**
   * ELF.
   *
   * @origin sample
   */
  readonly interpreter?: string;
  /**
   * ELF: the name that others link to.
   *
   * @origin sample
   */
  readonly soname?: string;
  /**
   * ELF: where libraries are looked for first.
   *
   * @origin sample
   */
  readonly rpath?: string;
  /**
   * ELF: where libraries are looked for later.
   *
   * @origin sample
   */
  readonly runpath?: string;
  /** ELF: of the build, by the linker. */
  readonly build_id?: string;
  /**
   * ELF: what compilers and linkers left in `.comment`.
   *
   * @origin sample
   */
  readonly compiler_comments?: readonly string[];
  /** ELF: the oldest Linux that it asks for. */
  readonly minimum_kernel?: string;
  /** Mach-O. */
  readonly uuid?: string;
  /** Mach-O: such as `macos`. */
  readonly platform?: string;
  /** Mach-O: the oldest system that it runs on. */
  readonly minimum_os?: string;
  /** Mach-O: version that it was built with. */
  readonly sdk?: string;
  /** Mach-O: of its source. */
  readonly source_version?: string;
}

/** Of every format. */
export interface AnatomyFacts extends FormatFacts {
  /** TLSH of the whole file. Absent below 50 bytes, above 40 MB (8 MB at quick depth), and of content that is too uniform. */
  readonly tlsh?: string;
  /** Of the whole file, 0-8 bits per byte. */
  readonly entropy?: Entropy;
  /** Languages of parts of it, beside the one that it is written in: a library of Rust in a program of C++. */
  readonly contains?: readonly Language[];
  /** Who made the file. */
  readonly toolchain?: readonly ToolchainSign[];
  /** Signs of packing. */
  readonly packers?: readonly PackerSign[];
  /** Bytes behind all that the headers account for. */
  readonly overlay?: Overlay;
  /** Whole executables within it. */
  readonly embedded_executables?: readonly EmbeddedExecutable[];
  /** The first one, where there are several. */
  readonly signature?: CodeSignature;
  /** All that could be read, in the file's order; absent where there is one at most. */
  readonly signatures?: readonly CodeSignature[];
}
