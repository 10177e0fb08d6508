import type { Hardening } from '#domain/document/hardening';
import { DLL_FLAG, EXTENDED_DLL_FLAG, FILE_FLAG, GUARD_FLAG, MACHINE } from '#domain/executables/pe/pe-constants';
import type { Bits } from '#domain/shared/executable-header';
import type { MarkerHits } from './markers';
import type { PeDetails } from './pe-details';
import type { SymbolSigns } from './symbol-signs';

export interface PeHardeningEvidence {
  readonly details: PeDetails;
  /** Of the COFF header. */
  readonly characteristics: number;
  readonly machine: number;
  readonly bits: Bits;
  readonly isSigned: boolean;
  /** Microsoft's linker was at work. */
  readonly hasRichHeader: boolean;
  /** Of the imports. */
  readonly symbols: SymbolSigns;
}

export function peHardening(file: PeHardeningEvidence, markers: MarkerHits): Hardening {
  const { details } = file;
  const { dllCharacteristics, loadConfig, extendedCharacteristics = 0 } = details;
  const has = (bit: number): boolean => (dllCharacteristics & bit) !== 0;
  // The loader cannot move what has no relocations, whatever the flag says.
  const isMoved = has(DLL_FLAG.dynamicBase) && (file.characteristics & FILE_FLAG.relocationsStripped) === 0;
  return {
    aslr: isMoved,
    high_entropy_aslr: has(DLL_FLAG.highEntropyVa) && isMoved,
    dep: has(DLL_FLAG.nxCompatible) || is64BitWindows(file),
    cfg: has(DLL_FLAG.guardCf) && isInstrumented(loadConfig),
    seh: !has(DLL_FLAG.noSeh),
    ...(file.machine === MACHINE.i386 && { safe_seh: has(DLL_FLAG.noSeh) || loadConfig?.hasSafeSehTable === true }),
    canary: loadConfig?.hasSecurityCookie === true || file.symbols.canary || hasBareCookie(file, markers),
    force_integrity: has(DLL_FLAG.forceIntegrity),
    shadow_stack: (extendedCharacteristics & EXTENDED_DLL_FLAG.shadowStack) !== 0,
    code_signature: file.isSigned,
  };
}

/** A 64-bit process of Windows has DEP whatever its file says; firmware goes by the flag. */
function is64BitWindows({ bits, details }: PeHardeningEvidence): boolean {
  return bits === 64 && !details.subsystem.startsWith('efi');
}

function isInstrumented(loadConfig: PeHardeningEvidence['details']['loadConfig']): boolean {
  return ((loadConfig?.guardFlags ?? 0) & GUARD_FLAG.cfInstrumented) !== 0;
}

/** Old programs have a cookie and no load configuration; MinGW's library has one too, which its compiler does not use. */
function hasBareCookie({ hasRichHeader, bits }: PeHardeningEvidence, markers: MarkerHits): boolean {
  return hasRichHeader && markers.has(bits === 64 ? 'stack_cookie_64' : 'stack_cookie_32');
}
