import type { Hardening } from '#domain/document/hardening';
import { MH_FLAG } from '#domain/executables/macho/macho-constants';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import type { SymbolSigns } from './symbol-signs';

/** Of what is loaded: an object file has none of its own. @param flags mach_header.flags */
export function machoHardening(
  header: ExecutableHeader,
  flags: number,
  symbols: SymbolSigns,
  isSigned: boolean,
): Hardening {
  if (header.kind === 'relocatable' || header.kind === 'core') return {};
  const has = (bit: number): boolean => (flags & bit) !== 0;
  return {
    nx: !has(MH_FLAG.allowStackExecution),
    ...(header.kind === 'executable' && { pie: has(MH_FLAG.pie) }),
    no_heap_execution: has(MH_FLAG.noHeapExecution),
    ...(!symbols.isEmpty && { canary: symbols.canary, fortify: symbols.fortify, arc: symbols.arc }),
    code_signature: isSigned,
  };
}
