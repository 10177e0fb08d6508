export const RELRO_LEVELS = ['none', 'partial', 'full'] as const;
export type RelroLevel = (typeof RELRO_LEVELS)[number];

/** Protections that the format can carry; a field is absent where the format has no such thing. */
export interface Hardening {
  /** The stack cannot run as code. */
  readonly nx?: boolean;
  /** Loads at any address. */
  readonly pie?: boolean;
  /** Stack protector. */
  readonly canary?: boolean;
  /** Relocations are read-only after start. */
  readonly relro?: RelroLevel;
  /** Checked libc calls. */
  readonly fortify?: boolean;
  /** PE: DYNAMIC_BASE. */
  readonly aslr?: boolean;
  /** PE: 64-bit ASLR. */
  readonly high_entropy_aslr?: boolean;
  /** PE: NX_COMPAT. */
  readonly dep?: boolean;
  /** PE: control flow guard. */
  readonly cfg?: boolean;
  /** PE: uses structured exception handlers. */
  readonly seh?: boolean;
  /** 32-bit PE: handlers are checked against a table, or there are none. */
  readonly safe_seh?: boolean;
  /** PE: signature is checked on load. */
  readonly force_integrity?: boolean;
  /** x86: indirect branch tracking, and (PE too) shadow stacks. */
  readonly ibt?: boolean;
  /** x86: CET return addresses. */
  readonly shadow_stack?: boolean;
  /** ARM64: BTI and PAC. */
  readonly branch_targets?: boolean;
  /** ARM64e. */
  readonly pointer_authentication?: boolean;
  /** Mach-O. */
  readonly no_heap_execution?: boolean;
  /** Automatic reference counting of Objective-C. */
  readonly arc?: boolean;
  /** Mach-O: one is there. */
  readonly code_signature?: boolean;
}

export type HardeningField = keyof Hardening;

type Values = { readonly [Field in HardeningField]-?: readonly NonNullable<Hardening[Field]>[] };

const FLAG = [true, false] as const;

/** What each field of the document can say. A field that is missing here does not compile. */
export const HARDENING_VALUES: Values = {
  nx: FLAG,
  pie: FLAG,
  canary: FLAG,
  relro: RELRO_LEVELS,
  fortify: FLAG,
  aslr: FLAG,
  high_entropy_aslr: FLAG,
  dep: FLAG,
  cfg: FLAG,
  seh: FLAG,
  safe_seh: FLAG,
  force_integrity: FLAG,
  ibt: FLAG,
  shadow_stack: FLAG,
  branch_targets: FLAG,
  pointer_authentication: FLAG,
  no_heap_execution: FLAG,
  arc: FLAG,
  code_signature: FLAG,
};

export const HARDENING_FIELDS = Object.keys(HARDENING_VALUES) as readonly HardeningField[];
