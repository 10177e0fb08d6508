import type { Hardening } from './analysis-document';

export type HardeningField = keyof Hardening;

type Values = { readonly [Field in HardeningField]-?: readonly NonNullable<Hardening[Field]>[] };

const FLAG = [true, false] as const;

/** What each field of the document can say. A field that is missing here does not compile. */
export const HARDENING_VALUES: Values = {
  nx: FLAG,
  pie: FLAG,
  canary: FLAG,
  relro: ['none', 'partial', 'full'],
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
