import type { ByteView } from '#domain/bytes/byte-view';
import { NAME_LIMIT, nameOf } from '#domain/bytes/name-table';
import type { Bits } from '#domain/shared/executable-header';
import { CPU, LC, LIBRARY_COMMANDS, PLATFORMS, VERSION_MIN } from './macho-constants';
import type { MachoImage } from './macho-image';

/** Where a thread's state keeps its program counter, from the load command's start; in words of the image's size. */
const PROGRAM_COUNTERS: Readonly<Record<number, number>> = {
  [CPU.x86]: 16 + 10 * 4,
  [CPU.x86_64]: 16 + 16 * 8,
  [CPU.arm]: 16 + 15 * 4,
  [CPU.arm64]: 16 + 32 * 8,
  [CPU.powerpc]: 16,
  [CPU.powerpc64]: 16,
};

/** In the order in which symbols count them. */
export function librariesOf({ commands }: MachoImage): readonly string[] {
  return commands
    .filter(({ type }) => LIBRARY_COMMANDS.includes(type))
    .map(({ view }) => nameOf(view.bytes.subarray(view.u32(8), view.u32(8) + NAME_LIMIT)));
}

export function isLinkedDynamically({ commands }: MachoImage): boolean {
  return commands.some(({ type }) => type === LC.loadDylinker || LIBRARY_COMMANDS.includes(type));
}

/**
 * By LC_BUILD_VERSION or LC_VERSION_MIN_…, the first of them: `zippered` libraries are for macOS and then for Mac Catalyst too.
 * `darwin` where none is there, or its number is not known.
 */
export function systemOf({ commands }: MachoImage): string {
  for (const { type, view } of commands) {
    const known = type === LC.buildVersion ? PLATFORMS[view.u32(8)] : VERSION_MIN[type];
    if (known !== undefined) return known;
  }
  return 'darwin';
}

/** What counts as address 0 of exports and chained fixups: where the image's header is loaded. */
export function baseOf({ segments }: MachoImage): bigint {
  const mapped = segments.find(({ offset, fileSize }) => offset === 0 && fileSize > 0);
  return (mapped ?? segments.find(({ name }) => name === '__TEXT'))?.address ?? 0n;
}

/** From LC_MAIN, or from the registers that older programs start with. */
export function entryPointOf(image: MachoImage): bigint | undefined {
  const { commands, segments, fields } = image;
  const main = commands.find(({ type }) => type === LC.main);
  const text = segments.find(({ name }) => name === '__TEXT');
  if (main !== undefined && text !== undefined) return evenOnArm(image, text.address + main.view.u64(8));
  const thread = commands.find(({ type }) => type === LC.unixThread);
  const at = PROGRAM_COUNTERS[fields.cpuType];
  const start = thread === undefined || at === undefined ? undefined : registerAt(thread.view, at, fields.bits);
  return start === undefined ? undefined : evenOnArm(image, start);
}

/** There an odd address marks Thumb code. */
export function evenOnArm({ fields }: MachoImage, address: bigint): bigint {
  return BigInt.asUintN(64, fields.cpuType === CPU.arm ? address & ~1n : address);
}

function registerAt(view: ByteView, at: number, bits: Bits): bigint | undefined {
  if (!view.covers(at, bits / 8)) return undefined;
  return bits === 64 ? view.u64(at) : BigInt(view.u32(at));
}
