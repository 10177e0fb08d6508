import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { CPU, LC } from '#domain/executables/macho/macho-constants';
import type { MachoFile } from '#domain/executables/macho/macho-file';
import type { MachoImage } from '#domain/executables/macho/macho-image';
import { machoCode } from '#domain/executables/macho/macho-sections';
import { DwarfCursor } from './dwarf-cursor';
import { readGoStarts } from './go-function-starts';
import type { RawStart, RawStarts, RawTable } from './start-table';
import { MAX_ENTRIES, MAX_TABLE_SIZE } from './start-table';

/** The starts in LC_FUNCTION_STARTS and in Go's table of a Mach-O image. Source: mach-o/loader.h. */
export async function readMachoStarts(file: MachoFile): Promise<RawStarts> {
  const { image, source } = file;
  const code = machoCode(image);
  const sections = image.segments.flatMap((segment) => segment.sections);
  const table = sections.find(({ name }) => name === '__gopclntab');
  const textStart = sections.find(({ name }) => name === '__text')?.address;
  const hint = { section: table && { offset: table.offset, room: Number(table.size) }, searched: [] };
  const go = await readGoStarts(source, hint, { ...image.fields, code, textStart });
  return { tables: [...(await readCommand(file)), ...go], code };
}

async function readCommand({ source, image }: MachoFile): Promise<readonly RawTable[]> {
  const command = image.commands.find(({ type }) => type === LC.functionStarts);
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
    entries.push({ address: fields.cpuType === CPU.arm ? address & ~1n : address });
  }
  return entries;
}
