import type { Hardening } from '#domain/document/hardening';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import type { SymbolSigns } from './symbol-signs';

// Source: Apple's mach-o/loader.h.
const ALLOW_STACK_EXECUTION = 0x0002_0000;
const PIE = 0x0020_0000;
const NO_HEAP_EXECUTION = 0x0100_0000;

/** @param flags mach_header.flags */
export function machoHardening(
  header: ExecutableHeader,
  flags: number,
  symbols: SymbolSigns,
  isSigned: boolean,
): Hardening {
  const has = (bit: number): boolean => (flags & bit) !== 0;
  return {
    nx: !has(ALLOW_STACK_EXECUTION),
    ...(header.kind === 'executable' && { pie: has(PIE) }),
    no_heap_execution: has(NO_HEAP_EXECUTION),
    ...(!symbols.isEmpty && { canary: symbols.canary, fortify: symbols.fortify, arc: symbols.arc }),
    code_signature: isSigned,
  };
}
