// Numbers of the ELF format, those that are of use here. Sources: the ELF gABI, glibc's elf.h, the supplements of the processors.

/** e_type. */
export const ET = { relocatable: 1, executable: 2, dynamic: 3, core: 4 } as const;

/** e_machine. */
export const EM = {
  i386: 3,
  mips: 8,
  s390: 22,
  arm: 40,
  x86_64: 62,
  aarch64: 183,
  alpha: 0x9026,
} as const;

/** p_type. */
export const PT = {
  null: 0,
  load: 1,
  dynamic: 2,
  interpreter: 3,
  note: 4,
  sharedLibrary: 5,
  programHeaders: 6,
  threadLocal: 7,
  gnuEhFrame: 0x6474e550,
  gnuStack: 0x6474e551,
  gnuRelro: 0x6474e552,
  gnuProperty: 0x6474e553,
  sunwStack: 0x6ffffffb,
  /** Processors other than ARM have other uses for this number. */
  armExidx: 0x7000_0001,
} as const;

/** p_flags. */
export const PF = { execute: 1, write: 2, read: 4 } as const;

/** sh_type. */
export const SHT = {
  /** The first entry of every table of sections. */
  null: 0,
  programBits: 1,
  symbols: 2,
  strings: 3,
  rela: 4,
  dynamic: 6,
  note: 7,
  noBits: 8,
  rel: 9,
  dynamicSymbols: 11,
  /** Numbers of symbols' sections that are too large for the symbols. */
  symbolSections: 18,
  relr: 19,
  /** From here on, types of systems, processors and programs. */
  firstOwn: 0x6000_0000,
} as const;

/** sh_flags. */
export const SHF = { write: 1, alloc: 2, execute: 4 } as const;

/** Symbol types. */
export const STT = { none: 0, object: 1, function: 2, section: 3, file: 4, tls: 6, indirect: 10 } as const;

/** Symbol bindings. */
export const STB = { local: 0, global: 1, weak: 2, unique: 10 } as const;

/**
 * Section numbers of symbols: another file defines it; from `firstReserved` on they number no section, so that SHN_ABS, 0xfff1, is
 * 0xffff_fff1 here: a file can have a section of the number 0xfff1.
 */
export const SHN = { undefined: 0, firstReserved: 0xffff_ff00 } as const;

/** Of the numbers in 16 bits: those from here on are reserved, and this one says that the true one is elsewhere. */
export const SHN_16 = { firstReserved: 0xff00, elsewhere: 0xffff } as const;
/** e_phnum: the true one is elsewhere. */
export const PN_ELSEWHERE = 0xffff;

/** d_tag. */
export const DT = {
  null: 0,
  needed: 1,
  pltRelSize: 2,
  pltGot: 3,
  hash: 4,
  strtab: 5,
  symtab: 6,
  rela: 7,
  relaSize: 8,
  init: 12,
  fini: 13,
  soname: 14,
  rpath: 15,
  rel: 17,
  relSize: 18,
  pltRel: 20,
  debug: 21,
  jmpRel: 23,
  bindNow: 24,
  initArray: 25,
  finiArray: 26,
  initArraySize: 27,
  finiArraySize: 28,
  runpath: 29,
  flags: 30,
  preinitArray: 32,
  preinitArraySize: 33,
  gnuHash: 0x6fff_fef5,
  versym: 0x6fff_fff0,
  flags1: 0x6fff_fffb,
  verdef: 0x6fff_fffc,
  verneed: 0x6fff_fffe,
  verneedCount: 0x6fff_ffff,
  /** Of MIPS. */
  mipsSymbolCount: 0x7000_0011,
} as const;

/** Of DT_FLAGS. */
export const DF = { bindNow: 0x8 } as const;

/** Of DT_FLAGS_1. */
export const DF_1 = { now: 0x1, pie: 0x0800_0000 } as const;
