import type { Bits } from '#domain/shared/executable-header';
import { ByteWriter } from './byte-writer';

export const CPU = { x86: 7, x86_64: 0x0100_0007, arm: 12, arm64: 0x0100_000c, powerpc: 18 } as const;

export interface MachoSection {
  readonly name: string;
  readonly address: number | bigint;
  readonly size: number;
  /** Of its bytes in the file, for whoever appends them. */
  readonly offset?: number;
  /** S_ATTR_PURE_INSTRUCTIONS 0x80000000. */
  readonly flags?: number;
}

export interface MachoSegment {
  readonly name: string;
  readonly address: number | bigint;
  readonly size: number;
  /** VM_PROT_READ 1, VM_PROT_WRITE 2, VM_PROT_EXECUTE 4. */
  readonly protection?: number;
  readonly sections?: readonly MachoSection[];
}

export interface MachoRecipe {
  readonly bits?: Bits;
  readonly littleEndian?: boolean;
  readonly cpuType?: number;
  readonly fileType?: number;
  readonly segments?: readonly MachoSegment[];
  /** What LC_FUNCTION_STARTS points to, appended to the load commands. */
  readonly functionStarts?: Uint8Array;
  /** mach_header.flags: MH_PIE 0x200000. */
  readonly flags?: number;
  /** More load commands; their sizes are filled in. */
  readonly commands?: readonly Uint8Array[];
}

/** Header, one load command per segment, LC_FUNCTION_STARTS and its data. The segments have no bytes in the file. */
export function machoBytes(recipe: MachoRecipe = {}): Uint8Array {
  const { bits = 64, littleEndian = true, segments = [], functionStarts, commands = [] } = recipe;
  const wide = bits === 64;
  const [headerSize, segmentSize, sectionSize] = wide ? [32, 72, 80] : [28, 56, 68];
  const sizes = segments.map(({ sections = [] }) => segmentSize + sections.length * sectionSize);
  if (functionStarts !== undefined) sizes.push(16);
  for (const { length } of commands) sizes.push(length);
  const commandsSize = sizes.reduce((sum, size) => sum + size, 0);
  const dataAt = headerSize + commandsSize;
  const out = new ByteWriter(new Uint8Array(dataAt + (functionStarts?.length ?? 0)), littleEndian);

  out.u32(0, wide ? 0xfeedfacf : 0xfeedface, recipe.cpuType ?? CPU.x86_64, 3);
  out.u32(12, recipe.fileType ?? 2, sizes.length, commandsSize, recipe.flags ?? 0);
  let at = headerSize;
  for (const { name, address, size, protection = 5, sections = [] } of segments) {
    out.u32(at, wide ? 0x19 : 1, segmentSize + sections.length * sectionSize).text(at + 8, name);
    out.word(wide, at + 24, address).word(wide, at + (wide ? 32 : 28), size);
    out.u32(at + (wide ? 56 : 40), protection, protection, sections.length);
    sections.forEach((section, index) => {
      const start = at + segmentSize + index * sectionSize;
      out.text(start, section.name).text(start + 16, name);
      out.word(wide, start + 32, section.address).word(wide, start + (wide ? 40 : 36), section.size);
      out.u32(start + (wide ? 48 : 40), section.offset ?? 0).u32(start + (wide ? 64 : 56), section.flags ?? 0);
    });
    at += segmentSize + sections.length * sectionSize;
  }
  if (functionStarts !== undefined) {
    out.u32(at, 0x26, 16, dataAt, functionStarts.length).bytes.set(functionStarts, dataAt);
    at += 16;
  }
  for (const command of commands) {
    out.bytes.set(command, at);
    out.u32(at + 4, command.length);
    at += command.length;
  }
  return out.bytes;
}

export interface FatImage {
  readonly cpuType: number;
  readonly image: Uint8Array;
}

/** A universal file: its header, then the images at multiples of 4096. */
export function fatBytes(images: readonly FatImage[], wide = false): Uint8Array {
  let end = 0;
  const offsets = images.map(({ image }) => {
    const offset = Math.ceil(Math.max(end, 1) / 4096) * 4096;
    end = offset + image.length;
    return offset;
  });
  const out = new ByteWriter(new Uint8Array(Math.max(end, 8 + images.length * 32)), false);
  out.u32(0, wide ? 0xcafebabf : 0xcafebabe, images.length);
  images.forEach(({ cpuType, image }, index) => {
    const at = 8 + index * (wide ? 32 : 20);
    out.u32(at, cpuType, 3);
    if (wide) out.u64(at + 8, offsets[index]!, image.length);
    else out.u32(at + 8, offsets[index]!, image.length);
    out.bytes.set(image, offsets[index]);
  });
  return out.bytes;
}
