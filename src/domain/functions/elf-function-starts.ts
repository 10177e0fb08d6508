import { CodeRanges } from '#domain/bytes/code-ranges';
import { EM, ET, PF, PT, SHF, SHT } from '#domain/executables/elf/elf-constants';
import type { ElfFile } from '#domain/executables/elf/elf-file';
import type { ElfImage, ElfSection } from '#domain/executables/elf/elf-image';
import type { OpenedElf } from '#domain/executables/elf/opened-elf';
import type { CodeReferences } from './arm-code-references';
import { armCodeReferences } from './arm-code-references';
import { readArmExidx } from './arm-exidx';
import { armFunctionPointers } from './arm-function-pointers';
import type { Placed, TableReading } from './eh-frame';
import { readEhFrame } from './eh-frame';
import type { EhFrameHeader } from './eh-frame-header';
import { readEhFrameHeader } from './eh-frame-header';
import type { GoTableHint } from './go-function-starts';
import { readGoStarts } from './go-function-starts';
import type { RawReach, RawStarts, RawTable } from './start-table';
import { MAX_TABLE_SIZE } from './start-table';
import { LONGEST_JUMP, x86FirstJump } from './x86-first-jump';

const X86: readonly number[] = [EM.i386, EM.x86_64];
const GO_TABLE = /^(?:\.data\.rel\.ro)?\.gopclntab$/;

interface Place {
  readonly address: bigint;
  readonly offset: number;
  readonly size: number;
}

/**
 * The starts in .eh_frame_hdr and .eh_frame, in .ARM.exidx and in .gopclntab of a linked file. Where the section table is gone,
 * program headers lead to all but the last, which is searched for.
 */
export async function readElfStarts(elf: OpenedElf): Promise<RawStarts> {
  const { file } = elf;
  const { image, source } = file;
  const { type, bits, littleEndian } = image.fields;
  const code = codeOf(image);
  if (type !== ET.executable && type !== ET.dynamic) return { tables: [], code };
  const frames = await readFrames(file);
  const exidx = await readExidx(file);
  const textStart = image.sections.find(({ name }) => name === '.text')?.address;
  const go = await readGoStarts(source, goTableHint(image), { bits, littleEndian, code, textStart });
  return { tables: [frames, ...exidx, ...go], code, reached: await readReached(elf, code) };
}

/** Where functions lead that do nothing but jump, as GCC's first one of all does. */
async function jumpedTo(file: ElfFile, functions: readonly bigint[]): Promise<readonly bigint[]> {
  const targets: bigint[] = [];
  for (const each of functions) {
    const code = await file.at(each, LONGEST_JUMP);
    const target = x86FirstJump(code.bytes, each);
    if (target !== undefined) targets.push(BigInt.asUintN(file.image.fields.bits, target));
  }
  return targets;
}

/** On 32-bit ARM seldom a table names functions; pointers to them then say the most. Elsewhere most pointers are labels. */
async function readReached(elf: OpenedElf, code: CodeRanges): Promise<readonly RawReach[]> {
  const { file } = elf;
  const { source, image, map } = file;
  const { called, pointers } = await elf.loaderCalls();
  if (image.fields.machine !== EM.arm) {
    const onwards = X86.includes(image.fields.machine) ? await jumpedTo(file, called) : [];
    return [...called, ...onwards].map((address) => ({ address, by: 'loader' }));
  }
  const own = await readCodeReferences(file, code);
  const functions = await armFunctionPointers(source, [...pointers.values(), ...own.pointers], map);
  const marked = called.map((each): RawReach => {
    return { address: each & ~1n, by: 'loader', mode: (each & 1n) === 1n ? 'thumb' : 'arm' };
  });
  return [...marked, ...functions, ...own.called];
}

/** The code of a big-endian program may be of either order. */
async function readCodeReferences({ source, image, map }: ElfFile, code: CodeRanges): Promise<CodeReferences> {
  if (!image.fields.littleEndian) return { called: [], pointers: [] };
  const stubs = elfStubs(image);
  const { called, pointers } = await armCodeReferences(source, code, map);
  return { called: called.filter(({ address }) => stubs.room(address) === 0n), pointers };
}

async function readFrames(file: ElfFile): Promise<RawTable> {
  const header = await readHeader(file);
  const frame = await readFrame(file, header.ehFrame);
  const fault = [header.fault, frame.fault].filter((text) => text !== undefined).join(' ');
  const stubs = elfStubs(file.image);
  const entries = [...frame.entries, ...header.entries].filter((entry) => stubs.room(entry.address) === 0n);
  const table = header.entries.length > 0 ? 'eh_frame_hdr' : 'eh_frame';
  return { table, entries, ...(fault !== '' && { fault }) };
}

async function readExidx(file: ElfFile): Promise<readonly RawTable[]> {
  const { image } = file;
  const segment = image.segments.find(({ type }) => type === PT.armExidx);
  if (image.fields.machine !== EM.arm || segment === undefined) return [];
  const placed = await readPlaced(file, { ...segment, size: segment.fileSize });
  return [{ table: 'exidx', ...readArmExidx(placed) }];
}

/** Without names of sections, all that is loaded and is no code is looked through. */
function goTableHint({ sections, segments }: ElfImage): GoTableHint {
  const section = sections.find(({ name, type }) => GO_TABLE.test(name) && type !== SHT.noBits);
  const isNamed = sections.some(({ name }) => name !== '');
  const loaded = segments.filter(({ type, flags }) => type === PT.load && (flags & PF.execute) === 0);
  return {
    section: section && { offset: section.offset, room: section.size },
    searched: isNamed ? [] : loaded.map(({ offset, fileSize }) => ({ offset, room: fileSize })),
  };
}

async function readHeader(file: ElfFile): Promise<EhFrameHeader> {
  const segment = file.image.segments.find(({ type }) => type === PT.gnuEhFrame);
  if (segment === undefined) return { entries: [] };
  return readEhFrameHeader(await readPlaced(file, { ...segment, size: segment.fileSize }));
}

async function readFrame(file: ElfFile, hint: bigint | undefined): Promise<TableReading> {
  const section = file.image.sections.find(({ name, type }) => name === '.eh_frame' && type !== SHT.noBits);
  const place = section ?? (hint === undefined ? undefined : locate(file, hint));
  if (place === undefined) return { entries: [] };
  const placed = await readPlaced(file, place);
  const reading = readEhFrame(placed, section !== undefined);
  // The end of what is read at most is no damage.
  return place.size > MAX_TABLE_SIZE ? { entries: reading.entries } : reading;
}

function locate(file: ElfFile, address: bigint): Place | undefined {
  const found = file.locate(address);
  return found === undefined ? undefined : { address, offset: found.offset, size: found.room };
}

async function readPlaced(file: ElfFile, place: Place): Promise<Placed> {
  const view = await file.read(place.offset, Math.min(place.size, MAX_TABLE_SIZE));
  return { view, address: place.address, bits: file.image.fields.bits };
}

/** Executable sections within executable segments; the segments themselves where there is no such section. */
function codeOf({ segments, sections }: ElfImage): CodeRanges {
  const executable = segments.filter(({ type, flags }) => type === PT.load && (flags & PF.execute) !== 0);
  const whole = new CodeRanges(executable.map(({ address, memorySize }) => ({ address, size: memorySize })));
  const inside = sections
    .filter(({ flags }) => (flags & SHF.alloc) !== 0 && (flags & SHF.execute) !== 0)
    .map(rangeOf)
    .filter(({ address, size }) => size > 0n && whole.room(address) >= size);
  const precise = new CodeRanges(inside);
  return precise.isEmpty ? whole : precise;
}

/** Stubs that jump through the global offset table: one FDE covers them all, but they are no function. */
export function elfStubs({ sections }: ElfImage): CodeRanges {
  return new CodeRanges(sections.filter(({ name }) => /^\.i?plt(?:\.|$)/.test(name)).map(rangeOf));
}

function rangeOf({ address, size }: ElfSection): { address: bigint; size: bigint } {
  return { address, size: BigInt(size) };
}
