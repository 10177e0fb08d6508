import type { Address } from './address';

export const EXECUTABLE_FORMATS = ['pe', 'elf', 'macho'] as const;
export type ExecutableFormat = (typeof EXECUTABLE_FORMATS)[number];

/** radare2's names where it knows the processor, else those of its tools. `loongarch`, `arc` and others are of 32 and of 64 bits. */
export const ARCHITECTURES = [
  'x86',
  'x86_64',
  'arm',
  'arm64',
  'mips',
  'mips64',
  'powerpc',
  'powerpc64',
  'sparc',
  'sparc64',
  'ia64',
  'alpha',
  'hppa',
  's390',
  's390x',
  'superh',
  'm68k',
  'm680x',
  'm88k',
  'riscv32',
  'riscv64',
  'loongarch',
  'bpf',
  'sbpf',
  'amdgpu',
  'cuda',
  've',
  'e2k',
  '6502',
  '65816',
  '8051',
  'i860',
  'i960',
  'arc',
  'avr',
  'avr32',
  'blackfin',
  'c166',
  'cr16',
  'cris',
  'crx',
  'csky',
  'd10v',
  'd30v',
  'dlx',
  'dspic',
  'epiphany',
  'fr30',
  'frv',
  'ft32',
  'h8300',
  'hexagon',
  'ip2k',
  'iq2000',
  'kvx',
  'lanai',
  'lm32',
  'm16c',
  'm32c',
  'm32r',
  'mcore',
  'mep',
  'metag',
  'microblaze',
  'mmix',
  'mn10200',
  'mn10300',
  'moxie',
  'msp430',
  'mt',
  'nds32',
  'nfp',
  'nios2',
  'ns32k',
  'or1k',
  'pdp10',
  'pdp11',
  'pic',
  'picojava',
  'pru',
  'rl78',
  'rx',
  'score',
  'sharc',
  'spu',
  'st100',
  'st200',
  'stm8',
  'tile64',
  'tilegx',
  'tilepro',
  'tms320',
  'tricore',
  'trimedia',
  'unicore',
  'v850',
  'vax',
  'videocore',
  'visium',
  'wasm',
  'we32k',
  'xcore',
  'xgate',
  'xstormy16',
  'xtensa',
  'z80',
  'unknown',
] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

export const EXECUTABLE_KINDS = ['executable', 'shared_library', 'relocatable', 'driver', 'core', 'other'] as const;
export type ExecutableKind = (typeof EXECUTABLE_KINDS)[number];

/** Width of its addresses and registers. */
export const BITS = [32, 64] as const;
export type Bits = (typeof BITS)[number];

export const ENDIANNESSES = ['little', 'big'] as const;
export type Endianness = (typeof ENDIANNESSES)[number];

/** One image of a fat Mach-O file; offset and size in bytes from the file's start. */
export interface FatSlice {
  readonly architecture: Architecture;
  readonly bits: Bits;
  readonly offset: number;
  readonly size: number;
}

/** What the first bytes of an executable say about it. Source: the ELF gABI, the PE/COFF and the Mach-O references. */
export interface ExecutableHeader {
  readonly format: ExecutableFormat;
  readonly architecture: Architecture;
  /** Of the format: how wide its addresses are, not what the processor computes with (MIPS N32 and x32 have 32, AVR too). */
  readonly bits: Bits;
  readonly endianness: Endianness;
  readonly kind: ExecutableKind;
  /** Virtual address; absent where the header does not say (Mach-O keeps it in a load command). */
  readonly entryPoint?: Address;
  /** A fat Mach-O names all its images; the one to analyse is `slices[slice]`. */
  readonly slices?: readonly FatSlice[];
  readonly slice?: number;
}

export type HeaderVerdict =
  | { readonly outcome: 'executable'; readonly header: ExecutableHeader }
  /** Recognised as something else (`name`, such as "DEX bytecode" or "text"), or not recognised ("unknown data"). */
  | { readonly outcome: 'unsupported'; readonly name: string }
  /** The magic number is right and what must follow it is missing or impossible. */
  | { readonly outcome: 'corrupt'; readonly format: ExecutableFormat; readonly reason: string };
