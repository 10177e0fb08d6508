import { ByteView } from '#domain/bytes/byte-view';
import { address } from '#domain/shared/address';
import type { Architecture, Bits, ExecutableKind, HeaderVerdict } from '#domain/shared/executable-header';
import { FILE_FLAG } from './pe-constants';

/** Where the parts of a PE header are (bytes from the file's start) and what the rest is reached by. */
export interface PeFields {
  readonly machine: number;
  readonly sectionCount: number;
  readonly characteristics: number;
  readonly bits: Bits;
  /** Seconds since 1970, or a hash of the content where the build is reproducible. */
  readonly timestamp: number;
  /** The table of COFF symbols, and how many entries it has; 0 without one. */
  readonly symbolTable: number;
  readonly symbolCount: number;
  readonly linkerVersion: string;
  readonly entryRva: number;
  readonly imageBase: bigint;
  readonly sectionAlignment: number;
  readonly fileAlignment: number;
  readonly headersSize: number;
  /** Bytes that the image takes in memory, headers included. */
  readonly imageSize: number;
  readonly subsystem: number;
  readonly dllCharacteristics: number;
  /** By index (`PE_DIRECTORY`), at most 16. */
  readonly directories: readonly PeDirectory[];
  readonly optionalHeader: number;
  readonly sectionTable: number;
}

export interface PeDirectory {
  readonly rva: number;
  readonly size: number;
}

/** A part of the file: `offset` is that of its first byte, from the file's start. */
export interface PlacedBytes {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

export interface HeaderPlace {
  readonly offset: number;
  /** Bytes, as far as the file has them. */
  readonly size: number;
}

const DOS_HEADER_SIZE = 64;
const LFANEW = 0x3c;
const PE_SIGNATURE = 0x4550;
const MAGIC_PE32 = 0x10b;
const MAGIC_PE32_PLUS = 0x20b;
/** Signature and COFF header, then the optional header up to and with its subsystem. */
const OPTIONAL_HEADER = 24;
const NEEDED = OPTIONAL_HEADER + 70;
const MAX_DIRECTORIES = 16;
/** Signature, COFF header and the longest optional header that has a meaning. */
const LONGEST = OPTIONAL_HEADER + 112 + MAX_DIRECTORIES * 8;
/** Native, EFI boot service driver, EFI runtime driver. */
const DRIVER_SUBSYSTEMS = [1, 11, 12];

export const COFF_MACHINES: Readonly<Record<number, Architecture>> = {
  0x14c: 'x86',
  0x162: 'mips',
  0x166: 'mips',
  0x168: 'mips',
  0x169: 'mips',
  0x184: 'alpha',
  0x1a2: 'superh',
  0x1a3: 'superh',
  0x1a6: 'superh',
  0x1c0: 'arm',
  0x1c2: 'arm',
  0x1c4: 'arm',
  0x1f0: 'powerpc',
  0x1f1: 'powerpc',
  0x200: 'ia64',
  0x266: 'mips',
  0x268: 'm68k',
  0x284: 'alpha',
  0x366: 'mips',
  0x466: 'mips',
  0x5032: 'riscv32',
  0x5064: 'riscv64',
  0x6232: 'loongarch',
  0x6264: 'loongarch',
  0x8664: 'x86_64',
  0xa641: 'arm64',
  0xa64e: 'arm64',
  0xaa64: 'arm64',
};

/** Segmented formats that a DOS header can lead to instead, by their two-letter signatures. */
const SEGMENTED: Readonly<Record<string, string>> = {
  NE: '16-bit NE executable',
  LE: 'LE executable (VxD or OS/2)',
  LX: 'LX executable (OS/2)',
};

/**
 * Where the header lies that a file beginning with `MZ` leads to, when it is not whole within `head` and begins within the file:
 * a large DOS stub can come before it. What is there is the `beyond` of the readers below.
 */
export function peHeaderBeyond(head: Uint8Array, size: number): HeaderPlace | undefined {
  const view = new ByteView(head, true);
  const offset = view.u32(LFANEW);
  const isBeyond = isMz(view) && offset + LONGEST > view.length && view.length < size && offset + 4 <= size;
  return isBeyond ? { offset, size: LONGEST } : undefined;
}

/** `undefined` when there is no PE header within these bytes, or none that can be read. */
export function readPeFields(head: Uint8Array, beyond?: PlacedBytes): PeFields | undefined {
  const dos = new ByteView(head, true);
  const start = dos.u32(LFANEW);
  const { view, at } = headerAt(dos, start, beyond);
  const optional = at + OPTIONAL_HEADER;
  const magic = view.u16(optional);
  if (view.u32(at) !== PE_SIGNATURE || !view.covers(at, NEEDED)) return undefined;
  if (magic !== MAGIC_PE32 && magic !== MAGIC_PE32_PLUS) return undefined;
  const wide = magic === MAGIC_PE32_PLUS;
  const optionalSize = view.u16(at + 20);
  return {
    machine: view.u16(at + 4),
    sectionCount: view.u16(at + 6),
    timestamp: view.u32(at + 8),
    symbolTable: view.u32(at + 12),
    symbolCount: view.u32(at + 16),
    characteristics: view.u16(at + 22),
    bits: wide ? 64 : 32,
    linkerVersion: `${view.u8(optional + 2)}.${view.u8(optional + 3)}`,
    entryRva: view.u32(optional + 16),
    imageBase: wide ? view.u64(optional + 24) : BigInt(view.u32(optional + 28)),
    sectionAlignment: view.u32(optional + 32),
    fileAlignment: view.u32(optional + 36),
    imageSize: view.u32(optional + 56),
    headersSize: view.u32(optional + 60),
    subsystem: view.u16(optional + 68),
    dllCharacteristics: view.u16(optional + 70),
    directories: readDirectories(view, optional + (wide ? 112 : 96), optional + optionalSize),
    optionalHeader: start + OPTIONAL_HEADER,
    sectionTable: start + OPTIONAL_HEADER + optionalSize,
  };
}

/** The whole header, in the head or beyond it. */
function headerAt(head: ByteView, start: number, beyond: PlacedBytes | undefined): { view: ByteView; at: number } {
  if (beyond?.offset !== start) return { view: head, at: start };
  return { view: new ByteView(beyond.bytes, true), at: 0 };
}

function readDirectories(view: ByteView, first: number, end: number): readonly PeDirectory[] {
  const room = Math.max(Math.floor((end - first) / 8), 0);
  const count = Math.min(view.u32(first - 4), room, MAX_DIRECTORIES);
  return Array.from({ length: count }, (_, index) => ({
    rva: view.u32(first + index * 8),
    size: view.u32(first + index * 8 + 4),
  }));
}

/** Where what has this relative address is loaded: addresses wrap where the program's address space ends. */
export function virtualAddress({ bits, imageBase }: Pick<PeFields, 'bits' | 'imageBase'>, rva: number): bigint {
  return BigInt.asUintN(bits, imageBase + BigInt(rva));
}

/** Judges a file that begins with `MZ`; `size` is the file's. */
export function readPeHeader(head: Uint8Array, size: number, beyond?: PlacedBytes): HeaderVerdict {
  const fields = readPeFields(head, beyond);
  if (fields === undefined) return withoutPe(new ByteView(head, true), size, beyond);
  return {
    outcome: 'executable',
    header: {
      format: 'pe',
      architecture: COFF_MACHINES[fields.machine] ?? 'unknown',
      bits: fields.bits,
      endianness: 'little',
      kind: kindOf(fields),
      ...(fields.entryRva !== 0 && { entryPoint: address(virtualAddress(fields, fields.entryRva)) }),
    },
  };
}

function kindOf({ characteristics, subsystem }: PeFields): ExecutableKind {
  if ((characteristics & FILE_FLAG.executableImage) === 0) return 'other';
  if ((characteristics & FILE_FLAG.dll) !== 0) return 'shared_library';
  return DRIVER_SUBSYSTEMS.includes(subsystem) ? 'driver' : 'executable';
}

function withoutPe(head: ByteView, size: number, beyond: PlacedBytes | undefined): HeaderVerdict {
  if (!head.covers(0, DOS_HEADER_SIZE)) {
    return corrupt(`The file ends within the DOS header, after ${head.length} of ${DOS_HEADER_SIZE} bytes.`);
  }
  const start = head.u32(LFANEW);
  const { view, at } = headerAt(head, start, beyond);
  if (view.u32(at) === PE_SIGNATURE) return unreadablePe(view, at);
  // A program for DOS alone has a relocation table within the first 64 bytes, and whatever it likes where PE keeps its offset.
  const forDosOnly = start === 0 || head.u16(0x18) < DOS_HEADER_SIZE;
  if (!forDosOnly && start + 4 > size) return corrupt(`The PE header lies at offset ${start}, outside of the file.`);
  if (!forDosOnly && !view.covers(at, 4))
    return corrupt(`The PE header lies at offset ${start}, too far from the file's start.`);
  return { outcome: 'unsupported', name: SEGMENTED[view.text(at, 2)] ?? 'DOS executable' };
}

function unreadablePe(view: ByteView, at: number): HeaderVerdict {
  if (!view.covers(at, NEEDED)) return corrupt('The file ends within the PE header.');
  const magic = view.u16(at + OPTIONAL_HEADER).toString(16);
  return corrupt(`The optional header's magic number is 0x${magic}; only 0x10b (PE32) and 0x20b (PE32+) exist.`);
}

function isMz(view: ByteView): boolean {
  return view.text(0, 2) === 'MZ';
}

function corrupt(reason: string): HeaderVerdict {
  return { outcome: 'corrupt', format: 'pe', reason };
}
