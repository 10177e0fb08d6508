import type { Bits } from '#domain/shared/executable-header';
import { ByteWriter } from './byte-writer';

export interface PeSection {
  readonly name: string;
  readonly rva: number;
  /** IMAGE_SCN_MEM_EXECUTE 0x20000000, IMAGE_SCN_MEM_READ 0x40000000. */
  readonly characteristics?: number;
  readonly content: Uint8Array;
  /** That of the content unless told. */
  readonly virtualSize?: number;
}

export interface PeRecipe {
  readonly bits?: Bits;
  readonly machine?: number;
  /** IMAGE_FILE_EXECUTABLE_IMAGE 2, IMAGE_FILE_DLL 0x2000. */
  readonly characteristics?: number;
  readonly subsystem?: number;
  readonly entryRva?: number;
  readonly imageBase?: bigint;
  readonly sections?: readonly PeSection[];
  /** RVA and size by the directory's index; 3 is the exception table. */
  readonly directories?: Readonly<Record<number, readonly [number, number]>>;
}

const PE_AT = 0x80;
const FILE_ALIGNMENT = 0x200;
const align = (size: number): number => Math.ceil(size / FILE_ALIGNMENT) * FILE_ALIGNMENT;

/** The same file with a larger DOS stub, so that all from the PE header on, which begins at `start`, is moved; it has no file alignment then. */
export function behindStub(file: Uint8Array, start: number): Uint8Array {
  const shift = start - PE_AT;
  const from = new DataView(file.buffer, file.byteOffset, file.length);
  const out = new ByteWriter(new Uint8Array(file.length + shift), true);
  out.bytes.set(file.subarray(0, PE_AT));
  out.bytes.set(file.subarray(PE_AT), start);
  const optional = PE_AT + 24;
  const table = optional + from.getUint16(PE_AT + 20, true);
  for (let index = 0; index < from.getUint16(PE_AT + 6, true); index++) {
    const at = table + index * 40 + 20;
    out.u32(at + shift, from.getUint32(at, true) + shift);
  }
  out.u32(optional + shift + 36, 1).u32(optional + shift + 60, from.getUint32(optional + 60, true) + shift);
  return out.u32(0x3c, start).bytes;
}

/** DOS header, PE headers, section table, then each section's content at a multiple of 512. */
export function peBytes(recipe: PeRecipe = {}): Uint8Array {
  const { bits = 64, sections = [] } = recipe;
  const wide = bits === 64;
  const optionalSize = wide ? 240 : 224;
  const optional = PE_AT + 24;
  const table = optional + optionalSize;
  const headers = align(table + sections.length * 40);
  let end = headers;
  const offsets = sections.map(({ content }) => (end += align(content.length)) - align(content.length));
  const out = new ByteWriter(new Uint8Array(end), true);

  out.text(0, 'MZ').u16(0x18, 0x40).u32(0x3c, PE_AT);
  out.text(PE_AT, 'PE\0\0').u16(PE_AT + 4, recipe.machine ?? (wide ? 0x8664 : 0x14c), sections.length);
  out.u16(PE_AT + 20, optionalSize, recipe.characteristics ?? 0x0002);
  out.u16(optional, wide ? 0x20b : 0x10b).u32(optional + 16, recipe.entryRva ?? 0x1000);
  out.word(wide, optional + (wide ? 24 : 28), recipe.imageBase ?? (wide ? 0x1_4000_0000n : 0x40_0000n));
  out.u32(optional + 32, 0x1000, FILE_ALIGNMENT).u32(optional + 60, headers);
  out.u16(optional + 68, recipe.subsystem ?? 3).u32(optional + (wide ? 108 : 92), 16);
  for (const [index, [rva, size]] of Object.entries(recipe.directories ?? {})) {
    out.u32(optional + (wide ? 112 : 96) + Number(index) * 8, rva, size);
  }
  sections.forEach(({ name, rva, characteristics = 0x4000_0000, content, virtualSize }, index) => {
    const at = table + index * 40;
    out.text(at, name).u32(at + 8, virtualSize ?? content.length, rva, align(content.length), offsets[index]!);
    out.u32(at + 36, characteristics).bytes.set(content, offsets[index]);
  });
  return out.bytes;
}
