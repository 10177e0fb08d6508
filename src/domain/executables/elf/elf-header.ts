import { ByteView } from '#domain/bytes/byte-view';
import { address } from '#domain/shared/address';
import type { Bits, ExecutableKind, HeaderVerdict } from '#domain/shared/executable-header';
import { ET, PT } from './elf-constants';
import { elfArchitecture } from './elf-machines';

/** The fields of an ELF header that lead on: where the two tables are and how long their entries are. */
export interface ElfFields {
  readonly bits: Bits;
  readonly littleEndian: boolean;
  readonly type: number;
  readonly machine: number;
  /** e_flags, of the processor. */
  readonly flags: number;
  readonly entry: bigint;
  readonly programHeaders: ElfTable;
  readonly sectionHeaders: ElfTable;
  /** Index of the section that holds the names of all sections. */
  readonly nameSection: number;
}

/** In bytes from the file's start; nothing says that it lies in the file. */
export interface ElfTable {
  readonly offset: number;
  readonly entrySize: number;
  readonly count: number;
}

const KINDS: Readonly<Record<number, ExecutableKind>> = {
  [ET.relocatable]: 'relocatable',
  [ET.executable]: 'executable',
  [ET.dynamic]: 'shared_library',
  [ET.core]: 'core',
};

/** `undefined` when class or byte order is none that exists, or when the bytes end within the header. */
export function readElfFields(head: Uint8Array): ElfFields | undefined {
  const wide = head[4] === 2;
  const littleEndian = head[5] === 1;
  if ((!wide && head[4] !== 1) || (!littleEndian && head[5] !== 2)) return undefined;
  const view = new ByteView(head, littleEndian);
  if (!view.covers(0, headerSize(wide))) return undefined;
  const tail = wide ? 52 : 40;
  const table = (at: number, sizes: number): ElfTable => ({
    offset: wide ? view.size64(at) : view.u32(at),
    entrySize: view.u16(sizes),
    count: view.u16(sizes + 2),
  });
  return {
    bits: wide ? 64 : 32,
    littleEndian,
    type: view.u16(16),
    machine: view.u16(18),
    flags: view.u32(tail - 4),
    entry: wide ? view.u64(24) : BigInt(view.u32(24)),
    programHeaders: table(wide ? 32 : 28, tail + 2),
    sectionHeaders: table(wide ? 40 : 32, tail + 6),
    nameSection: view.u16(tail + 10),
  };
}

/** Judges a file whose first bytes are the ELF magic number. */
export function readElfHeader(head: Uint8Array): HeaderVerdict {
  const fields = readElfFields(head);
  if (fields === undefined) return { outcome: 'corrupt', format: 'elf', reason: whyUnreadable(head) };
  const kind = KINDS[fields.type] ?? 'other';
  const hasEntry = fields.entry !== 0n && kind !== 'relocatable' && kind !== 'core';
  return {
    outcome: 'executable',
    header: {
      format: 'elf',
      architecture: elfArchitecture(fields.machine, fields.bits, fields.flags),
      bits: fields.bits,
      endianness: fields.littleEndian ? 'little' : 'big',
      kind: kind === 'shared_library' && namesInterpreter(head, fields) ? 'executable' : kind,
      ...(hasEntry && { entryPoint: address(fields.entry) }),
    },
  };
}

/** A position-independent program has the type of a library, and names the interpreter that loads it. */
function namesInterpreter(head: Uint8Array, { littleEndian, programHeaders }: ElfFields): boolean {
  const view = new ByteView(head, littleEndian);
  const { offset, entrySize, count } = programHeaders;
  if (entrySize < 32) return false;
  for (let index = 0; index < count; index++) {
    const at = offset + index * entrySize;
    if (!view.covers(at, 4)) return false;
    if (view.u32(at) === PT.interpreter) return true;
  }
  return false;
}

function whyUnreadable(head: Uint8Array): string {
  const [, , , , elfClass = 0, data = 0] = head;
  if (head.length < 6) return `The file ends within the ELF header, after ${head.length} bytes.`;
  if (elfClass !== 1 && elfClass !== 2) return `The ELF class is ${elfClass}; only 1 (32-bit) and 2 (64-bit) exist.`;
  if (data !== 1 && data !== 2) return `The ELF byte order is ${data}; only 1 (little) and 2 (big) exist.`;
  return `The file ends within the ELF header, after ${head.length} of ${headerSize(elfClass === 2)} bytes.`;
}

function headerSize(wide: boolean): number {
  return wide ? 64 : 52;
}
