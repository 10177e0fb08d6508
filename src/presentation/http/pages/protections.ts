import type { HardeningField } from '#domain/document/hardening';

const PROTECTIONS: Readonly<Record<HardeningField, string>> = {
  nx: 'NX: data cannot run',
  pie: 'PIE: loads anywhere',
  canary: 'Stack canary',
  relro: 'RELRO: read-only linking tables',
  fortify: 'Fortify: checked libc calls',
  aslr: 'ASLR (DYNAMIC_BASE)',
  high_entropy_aslr: '64-bit ASLR',
  dep: 'DEP (NX_COMPAT)',
  cfg: 'Control flow guard',
  seh: 'Uses SEH',
  safe_seh: 'SafeSEH',
  force_integrity: 'Signature checked on load',
  ibt: 'Indirect branch tracking',
  shadow_stack: 'Shadow stack',
  branch_targets: 'BTI and PAC',
  pointer_authentication: 'Pointer authentication',
  no_heap_execution: 'Heap cannot run',
  arc: 'Automatic reference counting',
  code_signature: 'Code signature',
};

/** A protection as people call it. */
export function protectionName(field: HardeningField): string {
  return PROTECTIONS[field];
}
