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
  readonly entryRva: number;
  readonly imageBase: bigint;
  readonly subsystem: number;
  readonly optionalHeader: number;
  readonly sectionTable: number;
}

const DOS_HEADER_SIZE = 64;
const PE_SIGNATURE = 0x4550;
const MAGIC_PE32 = 0x10b;
const MAGIC_PE32_PLUS = 0x20b;
/** Signature and COFF header, then the optional header up to and with its subsystem. */
const OPTIONAL_HEADER = 24;
const NEEDED = OPTIONAL_HEADER + 70;
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

/** `undefined` when there is no PE header within these bytes, or none that can be read. */
export function readPeFields(head: Uint8Array): PeFields | undefined {
  const view = new ByteView(head, true);
  const start = view.u32(0x3c);
  const optionalHeader = start + OPTIONAL_HEADER;
  const magic = view.u16(optionalHeader);
  if (view.u32(start) !== PE_SIGNATURE || !view.covers(start, NEEDED)) return undefined;
  if (magic !== MAGIC_PE32 && magic !== MAGIC_PE32_PLUS) return undefined;
  const wide = magic === MAGIC_PE32_PLUS;
  return {
    machine: view.u16(start + 4),
    sectionCount: view.u16(start + 6),
    characteristics: view.u16(start + 22),
    bits: wide ? 64 : 32,
    entryRva: view.u32(optionalHeader + 16),
    imageBase: wide ? view.u64(optionalHeader + 24) : BigInt(view.u32(optionalHeader + 28)),
    subsystem: view.u16(optionalHeader + 68),
    optionalHeader,
    sectionTable: optionalHeader + view.u16(start + 20),
  };
}

/** Judges a file that begins with `MZ`; `size` is the file's. */
export function readPeHeader(head: Uint8Array, size: number): HeaderVerdict {
  const fields = readPeFields(head);
  if (fields === undefined) return withoutPe(new ByteView(head, true), size);
  const entry = BigInt.asUintN(64, fields.imageBase + BigInt(fields.entryRva));
  return {
    outcome: 'executable',
    header: {
      format: 'pe',
      architecture: COFF_MACHINES[fields.machine] ?? 'unknown',
      bits: fields.bits,
      endianness: 'little',
      kind: kindOf(fields),
      ...(fields.entryRva !== 0 && { entryPoint: address(entry) }),
    },
  };
}

function kindOf({ characteristics, subsystem }: PeFields): ExecutableKind {
  if ((characteristics & FILE_FLAG.executableImage) === 0) return 'other';
  if ((characteristics & FILE_FLAG.dll) !== 0) return 'shared_library';
  return DRIVER_SUBSYSTEMS.includes(subsystem) ? 'driver' : 'executable';
}

function withoutPe(view: ByteView, size: number): HeaderVerdict {
  if (!view.covers(0, DOS_HEADER_SIZE)) {
    return corrupt(`The file ends within the DOS header, after ${view.length} of ${DOS_HEADER_SIZE} bytes.`);
  }
  const start = view.u32(0x3c);
  if (view.u32(start) === PE_SIGNATURE) return unreadablePe(view, start);
  // A program for DOS alone has a relocation table within the first 64 bytes, and whatever it likes where PE keeps its offset.
  const forDosOnly = start === 0 || view.u16(0x18) < DOS_HEADER_SIZE;
  if (!forDosOnly && start + 4 > size) return corrupt(`The PE header lies at offset ${start}, outside of the file.`);
  if (!forDosOnly && start + 4 > view.length) {
    return corrupt(`The PE header lies at offset ${start}, too far from the file's start.`);
  }
  return { outcome: 'unsupported', name: SEGMENTED[view.text(start, 2)] ?? 'DOS executable' };
}

function unreadablePe(view: ByteView, start: number): HeaderVerdict {
  if (!view.covers(start, NEEDED)) return corrupt('The file ends within the PE header.');
  const magic = view.u16(start + OPTIONAL_HEADER).toString(16);
  return corrupt(`The optional header's magic number is 0x${magic}; only 0x10b (PE32) and 0x20b (PE32+) exist.`);
}

function corrupt(reason: string): HeaderVerdict {
  return { outcome: 'corrupt', format: 'pe', reason };
}
