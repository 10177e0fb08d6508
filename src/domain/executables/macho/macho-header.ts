import { ByteView } from '#domain/bytes/byte-view';
import type {
  Architecture,
  Bits,
  Endianness,
  ExecutableHeader,
  ExecutableKind,
  HeaderVerdict,
} from '#domain/shared/executable-header';
import { CPU, is64Bit } from './macho-constants';

export interface MachoFields {
  readonly bits: Bits;
  readonly littleEndian: boolean;
  readonly cpuType: number;
  readonly fileType: number;
  readonly commandCount: number;
  /** Bytes of all load commands together. */
  readonly commandsSize: number;
  /** `MH_FLAG`. */
  readonly flags: number;
  /** The load commands follow the header, at this offset. */
  readonly headerSize: number;
}

const CPU_TYPES: Readonly<Record<number, Architecture>> = {
  [CPU.m68k]: 'm68k',
  [CPU.x86]: 'x86',
  [CPU.x86_64]: 'x86_64',
  [CPU.mips]: 'mips',
  [CPU.hppa]: 'hppa',
  [CPU.arm]: 'arm',
  [CPU.arm64]: 'arm64',
  [CPU.arm64_32]: 'arm64',
  [CPU.sparc]: 'sparc',
  [CPU.alpha]: 'alpha',
  [CPU.powerpc]: 'powerpc',
  [CPU.powerpc64]: 'powerpc64',
};

const LITTLE_ENDIAN: readonly Architecture[] = ['x86', 'x86_64', 'arm', 'arm64', 'alpha'];

/** MH_OBJECT … MH_FILESET. */
const KINDS: Readonly<Record<number, ExecutableKind>> = {
  1: 'relocatable',
  2: 'executable',
  3: 'shared_library',
  4: 'core',
  5: 'executable',
  6: 'shared_library',
  7: 'shared_library',
  8: 'shared_library',
  9: 'shared_library',
  11: 'driver',
};

export function architectureOfCpu(cpuType: number): Architecture {
  return CPU_TYPES[cpuType] ?? 'unknown';
}

export function bitsOfCpu(cpuType: number): Bits {
  return is64Bit(cpuType) ? 64 : 32;
}

/** What is taken for granted of an image whose own header is out of sight. */
export function endiannessOf(architecture: Architecture): Endianness {
  return LITTLE_ENDIAN.includes(architecture) ? 'little' : 'big';
}

/** `undefined` when no image for one architecture begins at `offset`, or when the bytes end within its header. */
export function readMachoFields(head: Uint8Array, offset = 0): MachoFields | undefined {
  const magic = new ByteView(head, false).u32(offset);
  const littleEndian = magic === 0xcefaedfe || magic === 0xcffaedfe;
  const wide = magic === 0xfeedfacf || magic === 0xcffaedfe;
  if (!littleEndian && !wide && magic !== 0xfeedface) return undefined;
  const view = new ByteView(head, littleEndian);
  const headerSize = wide ? 32 : 28;
  if (!view.covers(offset, headerSize)) return undefined;
  return {
    bits: wide ? 64 : 32,
    littleEndian,
    cpuType: view.u32(offset + 4),
    fileType: view.u32(offset + 12),
    commandCount: view.u32(offset + 16),
    commandsSize: view.u32(offset + 20),
    flags: view.u32(offset + 24),
    headerSize,
  };
}

export function describeImage(fields: MachoFields): ExecutableHeader {
  return {
    format: 'macho',
    architecture: architectureOfCpu(fields.cpuType),
    bits: fields.bits,
    endianness: fields.littleEndian ? 'little' : 'big',
    kind: KINDS[fields.fileType] ?? 'other',
  };
}

/** Judges a file that begins with the magic number of an image for one architecture. */
export function readMachoHeader(head: Uint8Array): HeaderVerdict {
  const fields = readMachoFields(head);
  if (fields !== undefined) return { outcome: 'executable', header: describeImage(fields) };
  return {
    outcome: 'corrupt',
    format: 'macho',
    reason: `The file ends within the Mach-O header, after ${head.length} bytes.`,
  };
}
