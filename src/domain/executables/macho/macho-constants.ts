// Numbers of the Mach-O format, those that are of use here. Sources: Apple's mach-o/loader.h, mach-o/nlist.h, mach/machine.h, mach/vm_prot.h.

/** Load commands: LC_…. The uppermost bit marks those that the loader must know. */
export const LC = {
  segment: 0x01,
  symtab: 0x02,
  unixThread: 0x05,
  dysymtab: 0x0b,
  loadDylib: 0x0c,
  idDylib: 0x0d,
  loadDylinker: 0x0e,
  loadWeakDylib: 0x8000_0018,
  segment64: 0x19,
  uuid: 0x1b,
  codeSignature: 0x1d,
  segmentSplitInfo: 0x1e,
  reexportDylib: 0x8000_001f,
  lazyLoadDylib: 0x20,
  dyldInfo: 0x22,
  dyldInfoOnly: 0x8000_0022,
  loadUpwardDylib: 0x8000_0023,
  versionMinMacos: 0x24,
  versionMinIos: 0x25,
  functionStarts: 0x26,
  main: 0x8000_0028,
  dataInCode: 0x29,
  sourceVersion: 0x2a,
  dylibCodeSignDrs: 0x2b,
  linkerOptimizationHint: 0x2e,
  versionMinTvos: 0x2f,
  versionMinWatchos: 0x30,
  note: 0x31,
  buildVersion: 0x32,
  dyldExportsTrie: 0x8000_0033,
  dyldChainedFixups: 0x8000_0034,
} as const;

/** Those that name a library. */
export const LIBRARY_COMMANDS: readonly number[] = [
  LC.loadDylib,
  LC.loadWeakDylib,
  LC.reexportDylib,
  LC.lazyLoadDylib,
  LC.loadUpwardDylib,
];

/** PLATFORM_… of LC_BUILD_VERSION, up to those of the SDK of macOS 26. */
export const PLATFORMS: Readonly<Record<number, string>> = {
  1: 'macos',
  2: 'ios',
  3: 'tvos',
  4: 'watchos',
  5: 'bridgeos',
  6: 'mac_catalyst',
  7: 'ios_simulator',
  8: 'tvos_simulator',
  9: 'watchos_simulator',
  10: 'driverkit',
  11: 'visionos',
  12: 'visionos_simulator',
  13: 'firmware',
  14: 'sepos',
  15: 'macos_exclavecore',
  16: 'macos_exclavekit',
  17: 'ios_exclavecore',
  18: 'ios_exclavekit',
  19: 'tvos_exclavecore',
  20: 'tvos_exclavekit',
  21: 'watchos_exclavecore',
  22: 'watchos_exclavekit',
  23: 'visionos_exclavecore',
  24: 'visionos_exclavekit',
};

/** Those that name the least system in older programs, and the system. */
export const VERSION_MIN: Readonly<Record<number, string>> = {
  [LC.versionMinMacos]: 'macos',
  [LC.versionMinIos]: 'ios',
  [LC.versionMinTvos]: 'tvos',
  [LC.versionMinWatchos]: 'watchos',
};

const CPU_ARCH_ABI64 = 0x0100_0000;
const CPU_ARCH_ABI64_32 = 0x0200_0000;

/** CPU_TYPE_…. */
export const CPU = {
  m68k: 6,
  x86: 7,
  x86_64: 7 | CPU_ARCH_ABI64,
  mips: 8,
  hppa: 11,
  arm: 12,
  arm64: 12 | CPU_ARCH_ABI64,
  arm64_32: 12 | CPU_ARCH_ABI64_32,
  sparc: 14,
  alpha: 16,
  powerpc: 18,
  powerpc64: 18 | CPU_ARCH_ABI64,
} as const;

/** Flags of the header: MH_…. */
export const MH_FLAG = {
  twoLevel: 0x80,
  allowStackExecution: 0x0002_0000,
  pie: 0x0020_0000,
  noHeapExecution: 0x0100_0000,
} as const;

/** Protection of a segment: VM_PROT_…. */
export const VM_PROT = { read: 1, write: 2, execute: 4 } as const;

/** Types of sections, in the low byte of their flags: S_…. */
export const SECTION_TYPE = {
  zeroFill: 0x01,
  symbolStubs: 0x08,
  gbZeroFill: 0x0c,
  threadLocalZeroFill: 0x12,
  threadLocalVariables: 0x13,
} as const;

/** Attributes of sections, in the other bytes of their flags: S_ATTR_…. */
export const SECTION_ATTRIBUTE = { someInstructions: 0x0000_0400, pureInstructions: 0x8000_0000 } as const;

/** Of a symbol's type: marks one for debuggers, one that only its own image sees, one that others see. */
export const N_FLAG = { stab: 0xe0, private: 0x10, external: 0x01 } as const;

/** Of a symbol's description: may be missing when bound, may be replaced by another image's. */
export const N_WEAK = { reference: 0x40, definition: 0x80 } as const;

/** The rest of a symbol's type: N_…. */
export const N_TYPE = {
  undefined: 0x00,
  absolute: 0x02,
  section: 0x0e,
  indirect: 0x0a,
  prebound: 0x0c,
  mask: 0x0e,
} as const;

export function is64Bit(cpuType: number): boolean {
  return (cpuType & CPU_ARCH_ABI64) !== 0;
}
