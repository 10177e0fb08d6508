export const RELRO_LEVELS = ['none', 'partial', 'full'] as const;
export type RelroLevel = (typeof RELRO_LEVELS)[number];

/** Protections that the format can carry; a field is absent where the format has no such thing. */
export interface Hardening {
  readonly nx?: boolean;
  readonly pie?: boolean;
  readonly canary?: boolean;
  readonly relro?: RelroLevel;
  readonly fortify?: boolean;
  readonly aslr?: boolean;
  readonly high_entropy_aslr?: boolean;
  readonly dep?: boolean;
  readonly cfg?: boolean;
  readonly seh?: boolean;
  /** 32-bit PE: handlers are checked against a table, or there are none. */
  readonly safe_seh?: boolean;
  readonly force_integrity?: boolean;
  /** x86: indirect branch tracking, and (PE too) shadow stacks. */
  readonly ibt?: boolean;
  readonly shadow_stack?: boolean;
  /** ARM64: BTI and PAC. */
  readonly branch_targets?: boolean;
  readonly pointer_authentication?: boolean;
  readonly no_heap_execution?: boolean;
  /** Automatic reference counting of Objective-C. */
  readonly arc?: boolean;
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
