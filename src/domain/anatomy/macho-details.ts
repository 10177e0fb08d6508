import type { ByteView } from '#domain/bytes/byte-view';
import { LC, LIBRARY_COMMANDS, PLATFORMS, VERSION_MIN } from '#domain/executables/macho/macho-constants';
import type { MachoImage } from '#domain/executables/macho/macho-image';
import { tameText } from '#domain/shared/hostile-text';

/** What a Mach-O image's load commands say beyond its segments. */
export interface MachoDetails {
  readonly libraries: readonly string[];
  readonly uuid?: string;
  readonly platform?: string;
  readonly minimumOs?: string;
  readonly sdk?: string;
  readonly sourceVersion?: string;
  /** Of LC_BUILD_VERSION: which tools built it, such as `clang 1300.0.29`. */
  readonly tools: readonly (readonly [name: string, version: string])[];
  /** In the image: an offset for LC_MAIN, an address for LC_UNIXTHREAD. */
  readonly entryOffset?: number;
}

const TOOLS: Readonly<Record<number, string>> = { 1: 'clang', 2: 'swift', 3: 'ld', 4: 'lld', 1024: 'metal' };
const MAX_LIBRARIES = 1024;
const PATH_LIMIT = 512;

export function readMachoDetails({ commands }: MachoImage): MachoDetails {
  const view = (type: number): ByteView | undefined => commands.find((command) => command.type === type)?.view;
  const uuid = view(LC.uuid);
  const source = view(LC.sourceVersion);
  const main = view(LC.main);
  const libraries = commands.filter(({ type }) => LIBRARY_COMMANDS.includes(type)).slice(0, MAX_LIBRARIES);
  return {
    libraries: libraries.map((command) => tameText(command.view.text(command.view.u32(8), PATH_LIMIT), PATH_LIMIT)),
    ...(uuid?.covers(8, 16) === true && { uuid: uuidOf(uuid.bytes.subarray(8, 24)) }),
    ...(source?.covers(8, 8) === true && { sourceVersion: sourceVersion(source.u64(8)) }),
    ...(main !== undefined && { entryOffset: main.size64(8) }),
    ...target(commands),
    tools: toolsOf(view(LC.buildVersion)),
  };
}

function target(commands: MachoImage['commands']): Pick<MachoDetails, 'platform' | 'minimumOs' | 'sdk'> {
  for (const { type, view } of commands) {
    if (type === LC.buildVersion) {
      const platform = PLATFORMS[view.u32(8)];
      return { ...(platform !== undefined && { platform }), ...versions(view.u32(12), view.u32(16)) };
    }
    const platform = VERSION_MIN[type];
    if (platform !== undefined) return { platform, ...versions(view.u32(8), view.u32(12)) };
  }
  return {};
}

function versions(minimum: number, sdk: number): Pick<MachoDetails, 'minimumOs' | 'sdk'> {
  return { minimumOs: version(minimum), ...(sdk !== 0 && { sdk: version(sdk) }) };
}

function toolsOf(view: ByteView | undefined): MachoDetails['tools'] {
  const count = Math.min(view?.u32(20) ?? 0, 16);
  return Array.from({ length: count }, (_, index) => {
    const tool = view?.u32(24 + index * 8) ?? 0;
    return [TOOLS[tool] ?? String(tool), version(view?.u32(28 + index * 8) ?? 0)] as const;
  });
}

/** xxxx.yy.zz in nibbles; a last part of zero is not written. */
function version(packed: number): string {
  const patch = packed & 0xff;
  return `${packed >>> 16}.${(packed >>> 8) & 0xff}${patch === 0 ? '' : `.${patch}`}`;
}

/** A.B.C.D.E in 24, 10, 10, 10 and 10 bits. */
function sourceVersion(packed: bigint): string {
  const parts = [packed >> 40n, ...[30n, 20n, 10n, 0n].map((shift) => (packed >> shift) & 0x3ffn)].map(Number);
  while (parts.length > 2 && parts.at(-1) === 0) parts.pop();
  return parts.join('.');
}

function uuidOf(bytes: Uint8Array): string {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
