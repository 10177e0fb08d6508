import type { ByteSource } from '#domain/bytes/byte-source';
import { partOf, readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { CodeRanges } from '#domain/bytes/code-ranges';
import type { MachoImage, MachoSection } from '#domain/executables/macho/macho-image';
import { readMachoImage } from '#domain/executables/macho/macho-image';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { DwarfCursor } from './dwarf-cursor';
import { readGoStarts } from './go-function-starts';
import type { RawStart, RawStarts, RawTable } from './start-table';
import { MAX_ENTRIES, MAX_TABLE_SIZE } from './start-table';

const LC_FUNCTION_STARTS = 0x26;
const CPU_TYPE_ARM = 12;
const VM_PROT_EXECUTE = 4;
const S_ATTR_PURE_INSTRUCTIONS = 0x8000_0000;
const S_ATTR_SOME_INSTRUCTIONS = 0x0000_0400;

/** The starts in LC_FUNCTION_STARTS and in Go's table of a Mach-O image; of a universal file, of the chosen one. Source: mach-o/loader.h. */
export async function readMachoStarts(file: ByteSource, header: ExecutableHeader): Promise<RawStarts> {
  const slice = header.slices?.[header.slice ?? 0];
  const source = slice === undefined ? file : partOf(file, slice.offset, slice.size);
  const image = await readMachoImage(source);
  const code = codeOf(image);
  if (image === undefined) return { tables: [], code };
  const sections = image.segments.flatMap((segment) => segment.sections);
  const table = sections.find(({ name }) => name === '__gopclntab');
  const textStart = sections.find(({ name }) => name === '__text')?.address;
  const hint = { section: table && { offset: table.offset, room: Number(table.size) }, searched: [] };
  const go = await readGoStarts(source, hint, { ...image.fields, code, textStart });
  return { tables: [...(await readCommand(source, image)), ...go], code };
}

async function readCommand(source: ByteSource, image: MachoImage): Promise<readonly RawTable[]> {
  const command = image.commands.find(({ type }) => type === LC_FUNCTION_STARTS);
  const base = image.segments.find(({ name }) => name === '__TEXT')?.address;
  if (command === undefined || base === undefined) return [];
  const [offset, size] = [command.view.u32(8), command.view.u32(12)];
  if (offset + size > source.size) {
    const fault = 'The table of LC_FUNCTION_STARTS lies outside of the image.';
    return [{ table: 'function_starts', entries: [], fault }];
  }
  const bytes = await readWithin(source, offset, Math.min(size, MAX_TABLE_SIZE));
  return [{ table: 'function_starts', entries: decode(new ByteView(bytes, true), base, image) }];
}

/** ULEB128 distances, the first from the start of __TEXT, up to a 0. */
function decode(view: ByteView, base: bigint, { fields }: MachoImage): readonly RawStart[] {
  const entries: RawStart[] = [];
  const cursor = new DwarfCursor(view, 0, fields.bits);
  let address = base;
  while (cursor.at < view.length && entries.length < MAX_ENTRIES) {
    const distance = cursor.uleb();
    if (distance === 0n || cursor.isPastEnd) break;
    address = BigInt.asUintN(fields.bits, address + distance);
    // On ARM an odd address marks Thumb code.
    entries.push({ address: fields.cpuType === CPU_TYPE_ARM ? address & ~1n : address });
  }
  return entries;
}

/** Sections with instructions in executable segments; the segments themselves where there is no such section. */
function codeOf(image: MachoImage | undefined): CodeRanges {
  const executable = image?.segments.filter(({ protection }) => (protection & VM_PROT_EXECUTE) !== 0) ?? [];
  const precise = new CodeRanges(executable.flatMap(({ sections }) => sections.filter(hasInstructions)));
  if (!precise.isEmpty) return precise;
  return new CodeRanges(executable.map(({ address, memorySize }) => ({ address, size: memorySize })));
}

function hasInstructions({ flags }: MachoSection): boolean {
  return (flags & (S_ATTR_PURE_INSTRUCTIONS | S_ATTR_SOME_INSTRUCTIONS)) !== 0;
}
