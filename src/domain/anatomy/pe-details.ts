import { DEBUG_TYPE, PE_DIRECTORY } from '#domain/executables/pe/pe-constants';
import type { PeFile } from '#domain/executables/pe/pe-file';
import { tameText } from '#domain/shared/hostile-text';
import { SECOND_MS } from '#domain/shared/quantities';

/** What a PE file's headers say beyond its sections. */
export interface PeDetails {
  readonly dllCharacteristics: number;
  /** ISO 8601; absent when the header has 0, or a hash. */
  readonly compiledAt?: string;
  readonly isReproducible?: true;
  readonly linkerVersion: string;
  readonly subsystem: string;
  readonly pdbPath?: string;
  /** IMAGE_DLLCHARACTERISTICS_EX of the debug directory; bit 0: compatible with shadow stacks. */
  readonly extendedCharacteristics?: number;
  readonly loadConfig?: PeLoadConfig;
  /** Of the CLR metadata, such as `v4.0.30319`. */
  readonly dotnetVersion?: string;
}

export interface PeLoadConfig {
  readonly hasSecurityCookie: boolean;
  /** 32 bits only. */
  readonly hasSafeSehTable: boolean;
  readonly guardFlags: number;
}

const SUBSYSTEMS: Readonly<Record<number, string>> = {
  0: 'unknown',
  1: 'native',
  2: 'windows_gui',
  3: 'windows_console',
  5: 'os2_console',
  7: 'posix_console',
  8: 'windows_9x_driver',
  9: 'windows_ce',
  10: 'efi_application',
  11: 'efi_boot_service_driver',
  12: 'efi_runtime_driver',
  13: 'efi_rom',
  14: 'xbox',
  16: 'windows_boot_application',
};
const DEBUG_ENTRY = 28;
const MAX_DEBUG_ENTRIES = 32;
const PATH_LIMIT = 512;

/** @throws what the source throws. */
export async function readPeDetails(file: PeFile): Promise<PeDetails> {
  const { timestamp, subsystem, dllCharacteristics, linkerVersion } = file.image.fields;
  const debug = await readDebug(file);
  const loadConfig = await readLoadConfig(file);
  const dotnetVersion = await readDotnetVersion(file);
  return {
    dllCharacteristics,
    ...(timestamp !== 0 &&
      debug.isReproducible !== true && { compiledAt: new Date(timestamp * SECOND_MS).toISOString() }),
    linkerVersion,
    subsystem: SUBSYSTEMS[subsystem] ?? String(subsystem),
    ...debug,
    ...(loadConfig !== undefined && { loadConfig }),
    ...(dotnetVersion !== undefined && { dotnetVersion }),
  };
}

type DebugFacts = Pick<PeDetails, 'pdbPath' | 'extendedCharacteristics' | 'isReproducible'>;

async function readDebug(file: PeFile): Promise<DebugFacts> {
  const directory = file.directory(PE_DIRECTORY.debug);
  if (directory === undefined) return {};
  const table = await file.at(directory.rva, Math.min(directory.size, MAX_DEBUG_ENTRIES * DEBUG_ENTRY));
  const found: { -readonly [Fact in keyof DebugFacts]: DebugFacts[Fact] } = {};
  for (let at = 0; table.covers(at, DEBUG_ENTRY); at += DEBUG_ENTRY) {
    const type = table.u32(at + 12);
    if (type === DEBUG_TYPE.reproducible) found.isReproducible = true;
    if (type !== DEBUG_TYPE.codeView && type !== DEBUG_TYPE.extendedCharacteristics) continue;
    const data = await file.at(table.u32(at + 20), Math.min(table.u32(at + 16), 24 + PATH_LIMIT));
    if (type === DEBUG_TYPE.extendedCharacteristics) found.extendedCharacteristics = data.u32(0);
    const path = data.text(0, 4) === 'RSDS' ? 24 : data.text(0, 4) === 'NB10' ? 16 : undefined;
    if (type === DEBUG_TYPE.codeView && path !== undefined && data.u8(path) !== 0) {
      const end = data.bytes.indexOf(0, path);
      const text = new TextDecoder().decode(data.bytes.subarray(path, end === -1 ? undefined : end));
      found.pdbPath = tameText(text, PATH_LIMIT);
    }
  }
  return found;
}

async function readLoadConfig(file: PeFile): Promise<PeLoadConfig | undefined> {
  const directory = file.directory(PE_DIRECTORY.loadConfig);
  if (directory === undefined) return undefined;
  const whole = await file.at(directory.rva, 256);
  const size = Math.min(whole.u32(0), whole.length);
  const word = (at: number, length: number): bigint =>
    at + length > size ? 0n : length === 8 ? whole.u64(at) : BigInt(whole.u32(at));
  if (file.isWide) {
    return { hasSecurityCookie: word(88, 8) !== 0n, hasSafeSehTable: false, guardFlags: Number(word(144, 4)) };
  }
  return {
    hasSecurityCookie: word(60, 4) !== 0n,
    hasSafeSehTable: word(64, 4) !== 0n,
    guardFlags: Number(word(88, 4)),
  };
}

async function readDotnetVersion(file: PeFile): Promise<string | undefined> {
  const directory = file.directory(PE_DIRECTORY.clr);
  if (directory === undefined) return undefined;
  const header = await file.at(directory.rva, 72);
  const metadata = await file.at(header.u32(8), 16 + 255);
  if (metadata.text(0, 4) !== 'BSJB') return undefined;
  const version = tameText(metadata.text(16, Math.min(metadata.u32(12), 255)), 64);
  return version === '' ? undefined : version;
}
