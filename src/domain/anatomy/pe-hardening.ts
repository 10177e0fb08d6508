import type { Hardening } from '#domain/document/hardening';
import type { MarkerHits } from './markers';
import type { PeDetails } from './pe-details';
import type { SymbolSigns } from './symbol-signs';

// Source: Microsoft's PE format reference, DLL characteristics and load configuration.
const HIGH_ENTROPY_VA = 0x0020;
const DYNAMIC_BASE = 0x0040;
const FORCE_INTEGRITY = 0x0080;
const NX_COMPATIBLE = 0x0100;
const NO_SEH = 0x0400;
const GUARD_CF = 0x4000;
const GUARD_CF_INSTRUMENTED = 0x100;
const SHADOW_STACK = 1;
const I386 = 0x14c;
const RELOCATIONS_STRIPPED = 0x0001;

export interface PeHardeningEvidence {
  readonly details: PeDetails;
  /** Of the COFF header. */
  readonly characteristics: number;
  readonly machine: number;
  readonly bits: 32 | 64;
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
  const isMovable = (file.characteristics & RELOCATIONS_STRIPPED) === 0;
  return {
    aslr: has(DYNAMIC_BASE) && isMovable,
    high_entropy_aslr: has(HIGH_ENTROPY_VA) && has(DYNAMIC_BASE) && isMovable,
    // A 64-bit process of Windows has it whatever its file says; firmware goes by the flag.
    dep: has(NX_COMPATIBLE) || (file.bits === 64 && !details.subsystem.startsWith('efi')),
    cfg: has(GUARD_CF) && ((loadConfig?.guardFlags ?? 0) & GUARD_CF_INSTRUMENTED) !== 0,
    seh: !has(NO_SEH),
    ...(file.machine === I386 && { safe_seh: has(NO_SEH) || loadConfig?.hasSafeSehTable === true }),
    canary: loadConfig?.hasSecurityCookie === true || file.symbols.canary || hasBareCookie(file, markers),
    force_integrity: has(FORCE_INTEGRITY),
    shadow_stack: (extendedCharacteristics & SHADOW_STACK) !== 0,
    code_signature: file.isSigned,
  };
}

/** Old programs have a cookie and no load configuration; MinGW's library has one too, which its compiler does not use. */
function hasBareCookie({ hasRichHeader, bits }: PeHardeningEvidence, markers: MarkerHits): boolean {
  return hasRichHeader && markers.has(bits === 64 ? 'stack_cookie_64' : 'stack_cookie_32');
}
