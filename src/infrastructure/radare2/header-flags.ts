import type { ByteSource } from '#domain/identification/byte-source';
import { ByteView } from '#domain/identification/byte-view';
import type { ExecutableHeader } from '#domain/identification/executable-header';
import { readMachoFields } from '#domain/identification/macho-header';
import { readPeFields } from '#domain/identification/pe-header';

/** What the header says beyond radare2's own summary. */
export interface HeaderFlags {
  /** PE: IMAGE_OPTIONAL_HEADER.DllCharacteristics. Mach-O: mach_header.flags. */
  readonly characteristics: number;
  readonly hasCodeSignature: boolean;
}

const HEAD_SIZE = 64 * 1024;
const MACHO_FLAGS = 24;
const LC_CODE_SIGNATURE = 0x1d;
const SMALLEST_COMMAND = 8;
const DLL_CHARACTERISTICS = 70;
/** Offset of the count of data directories in the optional header; the directories follow it, 8 bytes each. */
const DIRECTORY_COUNT = { 32: 92, 64: 108 } as const;
const SECURITY_DIRECTORY = 4;

/** `undefined` for formats that have no such flags, and where the bytes end before them. */
export async function readHeaderFlags(source: ByteSource, header: ExecutableHeader): Promise<HeaderFlags | undefined> {
  switch (header.format) {
    case 'elf':
      return undefined;
    case 'pe':
      return peFlags(await source.read(0, HEAD_SIZE));
    case 'macho':
      return machoFlags(await source.read(header.slices?.[header.slice ?? 0]?.offset ?? 0, HEAD_SIZE));
  }
}

function peFlags(head: Uint8Array): HeaderFlags | undefined {
  const fields = readPeFields(head);
  if (fields === undefined) return undefined;
  const view = new ByteView(head, true);
  const directories = fields.optionalHeader + DIRECTORY_COUNT[fields.bits];
  const signatureSize = view.u32(directories + 4 + 8 * SECURITY_DIRECTORY + 4);
  return {
    characteristics: view.u16(fields.optionalHeader + DLL_CHARACTERISTICS),
    hasCodeSignature: view.u32(directories) > SECURITY_DIRECTORY && signatureSize > 0,
  };
}

function machoFlags(head: Uint8Array): HeaderFlags | undefined {
  const fields = readMachoFields(head);
  if (fields === undefined) return undefined;
  const view = new ByteView(head, fields.littleEndian);
  const end = Math.min(head.length, fields.headerSize + fields.commandsSize);
  let hasCodeSignature = false;
  for (let at = fields.headerSize, index = 0; index < fields.commandCount && at + SMALLEST_COMMAND <= end; index++) {
    if (view.u32(at) === LC_CODE_SIGNATURE) hasCodeSignature = true;
    at += Math.max(SMALLEST_COMMAND, view.u32(at + 4));
  }
  return { characteristics: view.u32(MACHO_FLAGS), hasCodeSignature };
}
