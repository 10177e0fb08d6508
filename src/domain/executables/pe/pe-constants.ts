// Numbers of the PE format, those that are of use here. Source: Microsoft's PE format reference and its winnt.h.

/** IMAGE_FILE_MACHINE_…, those that are treated in their own ways. */
export const MACHINE = { i386: 0x14c, armNt: 0x1c4, amd64: 0x8664, arm64: 0xaa64 } as const;

/** Characteristics of the COFF header: IMAGE_FILE_…. */
export const FILE_FLAG = {
  relocationsStripped: 0x0001,
  executableImage: 0x0002,
  debugStripped: 0x0200,
  dll: 0x2000,
} as const;

/** IMAGE_DIRECTORY_ENTRY_…, by index in the table of data directories. */
export const PE_DIRECTORY = {
  export: 0,
  import: 1,
  resource: 2,
  exception: 3,
  /** The certificate table, whose place is a file offset. */
  security: 4,
  baseRelocation: 5,
  debug: 6,
  tls: 9,
  loadConfig: 10,
  /** The slots of imports. */
  iat: 12,
  delayImport: 13,
  clr: 14,
} as const;

/** Characteristics of a section: IMAGE_SCN_…. */
export const SCN = {
  code: 0x20,
  discardable: 0x0200_0000,
  execute: 0x2000_0000,
  read: 0x4000_0000,
  write: 0x8000_0000,
} as const;

/** IMAGE_DLLCHARACTERISTICS_…. */
export const DLL_FLAG = {
  highEntropyVa: 0x0020,
  dynamicBase: 0x0040,
  forceIntegrity: 0x0080,
  nxCompatible: 0x0100,
  noSeh: 0x0400,
  guardCf: 0x4000,
} as const;

/** IMAGE_DLLCHARACTERISTICS_EX_…, of the debug directory. */
export const EXTENDED_DLL_FLAG = { shadowStack: 1 } as const;

/** IMAGE_GUARD_…, of the load configuration. */
export const GUARD_FLAG = { cfInstrumented: 0x100 } as const;

/** IMAGE_REL_BASED_…; 5 and 7 of ARM: MOV32 of ARM code and of Thumb code. */
export const BASE_RELOCATION = { absolute: 0, highLow: 3, armMov32: 5, thumbMov32: 7, dir64: 10 } as const;

/** IMAGE_DEBUG_TYPE_…. */
export const DEBUG_TYPE = { codeView: 2, reproducible: 16, extendedCharacteristics: 20 } as const;

/** Bytes of an entry of the table of COFF symbols. */
export const COFF_SYMBOL_SIZE = 18;
