import type { ByteSource } from '#domain/identification/byte-source';
import { readWithin } from '#domain/identification/byte-source';
import { ByteView } from '#domain/identification/byte-view';
import type { ElfImage, ElfSection } from '#domain/identification/elf-image';
import { readTable } from '#domain/identification/read-table';
import { EM, SHT } from '#domain/identification/elf-constants';

const MAX_STUBS_SIZE = 1 << 20;
const MAX_RELOCATIONS = 500_000;
const STUB_SIZES: Readonly<Record<string, number>> = { '.plt': 16, '.plt.sec': 16, '.plt.got': 8 };

/** The address that a stub at `at` jumps through; `undefined` when it is no stub. */
type SlotReader = (view: ByteView, at: number, address: bigint) => bigint | undefined;

/**
 * By index in the dynamic symbol table, where the stub is that calls of the function go to. Known for x86, x86-64 and ARM64;
 * elsewhere there are none.
 */
export async function readElfStubs(
  source: ByteSource,
  image: ElfImage,
  slots: ReadonlyMap<bigint, number>,
): Promise<ReadonlyMap<number, bigint>> {
  const stubs = new Map<number, bigint>();
  const reader = slotReader(image);
  if (reader === undefined) return stubs;
  for (const [name, step] of Object.entries(STUB_SIZES)) {
    const section = image.sections.find((each) => each.name === name);
    if (section === undefined) continue;
    const bytes = await readWithin(source, section.offset, Math.min(section.size, MAX_STUBS_SIZE));
    const view = new ByteView(bytes, true);
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
export async function readElfSlots(source: ByteSource, image: ElfImage): Promise<ReadonlyMap<bigint, number>> {
  const slots = new Map<bigint, number>();
  const wide = image.fields.bits === 64;
  const word = wide ? 8 : 4;
  let allowance = MAX_RELOCATIONS;
  for (const section of image.sections.filter(isRelocations)) {
    const entrySize = section.type === SHT.rela ? word * 3 : word * 2;
    const count = Math.min(Math.floor(section.size / entrySize), allowance);
    if (count === 0) continue;
    allowance -= count;
    const place = { offset: section.offset, entrySize, count };
    await readTable(source, place, image.fields.littleEndian, (view, at) => {
      const symbol = wide ? view.u32(at + 12) : view.u32(at + 4) >>> 8;
      if (symbol !== 0) slots.set(wide ? view.u64(at) : BigInt(view.u32(at)), symbol);
      return undefined;
    });
  }
  return slots;
}

/** Only those that the dynamic linker applies are loaded. */
function isRelocations({ type, flags }: ElfSection): boolean {
  return (type === SHT.rela || type === SHT.rel) && (flags & 2) !== 0;
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
