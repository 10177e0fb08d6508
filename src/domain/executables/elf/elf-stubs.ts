import type { ByteView } from '#domain/bytes/byte-view';
import { EM } from './elf-constants';
import type { ElfDynamic } from './elf-dynamic';
import type { ElfFile } from './elf-file';
import type { ElfImage } from './elf-image';
import { eachRelocation, relocationTables } from './elf-relocations';

const MAX_STUBS_SIZE = 1 << 20;
const STUB_SIZES: Readonly<Record<string, number>> = { '.plt': 16, '.plt.sec': 16, '.plt.got': 8 };

/** The address that a stub at `at` jumps through; `undefined` when it is no stub. */
type SlotReader = (view: ByteView, at: number, address: bigint) => bigint | undefined;

/**
 * By index in the dynamic symbol table, where the stub is that calls of the function go to. Known for x86, x86-64 and ARM64;
 * elsewhere there are none.
 */
export async function readElfStubs(
  file: ElfFile,
  slots: ReadonlyMap<bigint, number>,
): Promise<ReadonlyMap<number, bigint>> {
  const stubs = new Map<number, bigint>();
  const reader = slotReader(file.image);
  if (reader === undefined) return stubs;
  for (const [name, step] of Object.entries(STUB_SIZES)) {
    const section = file.image.sections.find((each) => each.name === name);
    if (section === undefined) continue;
    const view = await file.read(section.offset, Math.min(section.size, MAX_STUBS_SIZE));
    for (let at = 0; view.covers(at, step); at += step) {
      const address = section.address + BigInt(at);
      const slot = reader(view, at, address);
      const symbol = slot === undefined ? undefined : slots.get(slot);
      // Of two stubs for one function, calls go through that in .plt.sec.
      if (symbol !== undefined && (name !== '.plt.got' || !stubs.has(symbol))) stubs.set(symbol, address);
    }
  }
  return stubs;
}

/** From the slot's address to the dynamic symbol whose address the dynamic linker puts there. */
export async function readElfSlots(
  file: ElfFile,
  dynamic: ElfDynamic | undefined,
): Promise<ReadonlyMap<bigint, number>> {
  const slots = new Map<bigint, number>();
  await eachRelocation(file, relocationTables(file, dynamic), (relocation) => {
    const { symbol } = relocation;
    if (symbol !== 0) slots.set(relocation.place, symbol);
  });
  return slots;
}

function slotReader({ fields, sections }: ElfImage): SlotReader | undefined {
  if (!fields.littleEndian) return undefined;
  switch (fields.machine) {
    case EM.x86_64:
      return (view, at, address) => {
        const jump = findJump(view, at, 0x25);
        return jump === undefined ? undefined : address + BigInt(jump - at + 6) + BigInt(view.u32(jump + 2) | 0);
      };
    case EM.i386: {
      const table = sections.find(({ name }) => name === '.got.plt') ?? sections.find(({ name }) => name === '.got');
      return (view, at) => {
        const absolute = findJump(view, at, 0x25);
        if (absolute !== undefined) return BigInt(view.u32(absolute + 2));
        const relative = findJump(view, at, 0xa3);
        return relative === undefined ? undefined : (table?.address ?? 0n) + BigInt(view.u32(relative + 2) | 0);
      };
    }
    case EM.aarch64:
      return adrpSlot;
    default:
      return undefined;
  }
}

/** `jmp [memory]` at the stub's start, or behind `endbr` and a `bnd` prefix. */
function findJump(view: ByteView, at: number, modrm: number): number | undefined {
  for (const skipped of [0, 4, 5]) {
    if (view.u8(at + skipped) === 0xff && view.u8(at + skipped + 1) === modrm) return at + skipped;
  }
  return undefined;
}

/** `adrp x16, page; ldr x17, [x16, #offset]`. */
function adrpSlot(view: ByteView, at: number, address: bigint): bigint | undefined {
  const [adrp, load] = [view.u32(at), view.u32(at + 4)];
  if ((adrp & 0x9f00_001f) >>> 0 !== 0x9000_0010 || (load & 0xffc0_03ff) >>> 0 !== 0xf940_0211) return undefined;
  const pages = BigInt.asIntN(21, BigInt((((adrp >>> 5) & 0x7ffff) << 2) | ((adrp >>> 29) & 3)));
  return (address & ~0xfffn) + pages * 4096n + BigInt(((load >>> 10) & 0xfff) * 8);
}
