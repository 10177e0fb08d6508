import type { ByteView } from '#domain/bytes/byte-view';
import { NAME_LIMIT, nameOf } from '#domain/bytes/name-table';
import type { MachoImage } from './macho-image';

const CPU_TYPE_ARM = 12;
const LC_UNIXTHREAD = 0x05;
const LC_LOAD_DYLINKER = 0x0e;
const LC_MAIN = 0x8000_0028;
const LC_BUILD_VERSION = 0x32;
/** LC_LOAD_DYLIB, …_WEAK_DYLIB, LC_REEXPORT_DYLIB, LC_LAZY_LOAD_DYLIB, LC_LOAD_UPWARD_DYLIB. */
const DYLIBS = [0x0c, 0x8000_0018, 0x8000_001f, 0x20, 0x8000_0023];
/** LC_VERSION_MIN_…; the platforms of LC_BUILD_VERSION. */
const OLD_SYSTEMS: Readonly<Record<number, string>> = { 0x24: 'macos', 0x25: 'ios', 0x2f: 'tvos', 0x30: 'watchos' };
const SYSTEMS: Readonly<Record<number, string>> = { 1: 'macos', 2: 'ios', 3: 'tvos', 4: 'watchos', 11: 'visionos' };

/** Where a thread's state keeps its program counter, from the load command's start; in words of the image's size. */
const PROGRAM_COUNTERS: Readonly<Record<number, number>> = {
  7: 16 + 10 * 4,
  0x0100_0007: 16 + 16 * 8,
  12: 16 + 15 * 4,
  0x0100_000c: 16 + 32 * 8,
  18: 16,
  0x0100_0012: 16,
};

/** In the order in which symbols count them. */
export function librariesOf({ commands }: MachoImage): readonly string[] {
  return commands
    .filter(({ type }) => DYLIBS.includes(type))
    .map(({ view }) => nameOf(view.bytes.subarray(view.u32(8), view.u32(8) + NAME_LIMIT)));
}

export function isLinkedDynamically({ commands }: MachoImage): boolean {
  return commands.some(({ type }) => type === LC_LOAD_DYLINKER || DYLIBS.includes(type));
}

export function systemOf({ commands }: MachoImage): string {
  for (const { type, view } of commands) {
    const known = type === LC_BUILD_VERSION ? SYSTEMS[view.u32(8)] : OLD_SYSTEMS[type];
    if (known !== undefined) return known;
  }
  return 'darwin';
}

/** From LC_MAIN, or from the registers that older programs start with. */
export function entryPointOf(image: MachoImage): bigint | undefined {
  const { commands, segments, fields } = image;
  const main = commands.find(({ type }) => type === LC_MAIN);
  const text = segments.find(({ name }) => name === '__TEXT');
  if (main !== undefined && text !== undefined) return evenOnArm(image, text.address + main.view.u64(8));
  const thread = commands.find(({ type }) => type === LC_UNIXTHREAD);
  const at = PROGRAM_COUNTERS[fields.cpuType];
  const start = thread === undefined || at === undefined ? undefined : registerAt(thread.view, at, fields.bits);
  return start === undefined ? undefined : evenOnArm(image, start);
}

/** There an odd address marks Thumb code. */
function evenOnArm({ fields }: MachoImage, address: bigint): bigint {
  return BigInt.asUintN(64, fields.cpuType === CPU_TYPE_ARM ? address & ~1n : address);
}

function registerAt(view: ByteView, at: number, bits: 32 | 64): bigint | undefined {
  if (!view.covers(at, bits / 8)) return undefined;
  return bits === 64 ? view.u64(at) : BigInt(view.u32(at));
}
