import { KB } from '#domain/shared/quantities';
import { PT, SHT } from './elf-constants';
import type { ElfFile } from './elf-file';

/** What the notes of a program say. */
export interface ElfNotes {
  /** Hexadecimal. */
  readonly buildId?: string;
  /** Such as `3.2.0`, with the system's name where it is not Linux. */
  readonly minimumKernel?: string;
  /** The system that GNU's note names: `Linux`, `Hurd`, `Solaris`, `FreeBSD`, … */
  readonly system?: string;
  /** Who wrote notes: `GNU`, `FreeBSD`, `NetBSD`, `OpenBSD`, `Go`, `Android`, … */
  readonly owners: ReadonlySet<string>;
  /** GNU_PROPERTY_X86_FEATURE_1_AND: bit 0 IBT, bit 1 SHSTK. */
  readonly x86Features?: number;
  /** GNU_PROPERTY_AARCH64_FEATURE_1_AND: bit 0 BTI, bit 1 PAC. */
  readonly arm64Features?: number;
}

const NT_GNU_ABI_TAG = 1;
const NT_GNU_BUILD_ID = 3;
const NT_GNU_PROPERTY = 5;
const X86_FEATURES = 0xc000_0002;
const ARM64_FEATURES = 0xc000_0000;
const SYSTEMS = ['Linux', 'Hurd', 'Solaris', 'FreeBSD', 'NetBSD', 'Syllable', 'NaCl'];
const MAX_NOTES_SIZE = 64 * KB;
const MAX_RANGES = 64;
const MAX_NOTES = 256;

interface Note {
  readonly owner: string;
  readonly type: number;
  readonly description: ElfView;
}
type ElfView = Awaited<ReturnType<ElfFile['read']>>;

/** @throws what the source throws. */
export async function readElfNotes(file: ElfFile): Promise<ElfNotes> {
  const notes = await readNotes(file);
  const gnu = (type: number): ElfView | undefined =>
    notes.find((note) => note.owner === 'GNU' && note.type === type)?.description;
  const id = gnu(NT_GNU_BUILD_ID);
  const tag = gnu(NT_GNU_ABI_TAG);
  const [kernel, system] = [minimumKernel(tag), systemOf(tag)];
  const property = gnu(NT_GNU_PROPERTY);
  const x86 = property && readProperty(property, X86_FEATURES, file.isWide);
  const arm64 = property && readProperty(property, ARM64_FEATURES, file.isWide);
  return {
    owners: new Set(notes.map(({ owner }) => owner)),
    ...(id !== undefined && id.length > 0 && { buildId: hexadecimal(id.bytes.subarray(0, 64)) }),
    ...(kernel !== undefined && { minimumKernel: kernel }),
    ...(system !== undefined && { system }),
    ...(x86 !== undefined && { x86Features: x86 }),
    ...(arm64 !== undefined && { arm64Features: arm64 }),
  };
}

async function readNotes(file: ElfFile): Promise<readonly Note[]> {
  const segments = file.image.segments.filter(({ type }) => type === PT.note);
  const sections = file.image.sections.filter(({ type }) => type === SHT.note);
  const ranges = [
    ...segments.map(({ offset, fileSize }) => [offset, fileSize] as const),
    ...sections.map(({ offset, size }) => [offset, size] as const),
  ];
  const notes: Note[] = [];
  for (const [offset, size] of ranges.slice(0, MAX_RANGES)) {
    const view = await file.read(offset, Math.min(size, MAX_NOTES_SIZE));
    for (let at = 0; view.covers(at, 12) && notes.length < MAX_NOTES;) {
      const [nameSize, descriptionSize] = [view.u32(at), view.u32(at + 4)];
      const start = at + 12 + aligned(nameSize, 4);
      if (!view.covers(at + 12, nameSize)) break;
      notes.push({
        owner: view.text(at + 12, Math.min(nameSize, 32)),
        type: view.u32(at + 8),
        // OpenHarmony's ends within it.
        description: file.viewOf(view.bytes.subarray(start, start + descriptionSize)),
      });
      at = start + aligned(descriptionSize, 4);
    }
  }
  return notes;
}

function minimumKernel(tag: ElfView | undefined): string | undefined {
  const system = systemOf(tag);
  if (tag === undefined || system === undefined) return undefined;
  const version = [tag.u32(4), tag.u32(8), tag.u32(12)].join('.');
  return system === 'Linux' ? version : `${system} ${version}`;
}

function systemOf(tag: ElfView | undefined): string | undefined {
  return tag?.covers(0, 16) === true ? SYSTEMS[tag.u32(0)] : undefined;
}

function readProperty(view: ElfView, wanted: number, wide: boolean): number | undefined {
  for (let at = 0; view.covers(at, 8); at += 8 + aligned(view.u32(at + 4), wide ? 8 : 4)) {
    if (view.u32(at) === wanted) return view.u32(at + 8);
  }
  return undefined;
}

function aligned(size: number, to: number): number {
  return Math.ceil(size / to) * to;
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
