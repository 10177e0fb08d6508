import { readWithin } from '#domain/bytes/byte-source';
import { latin1 } from '#domain/bytes/latin1';
import type { ElfFile } from '#domain/executables/elf/elf-file';
import { elfKindOfDynamic } from '#domain/executables/elf/elf-kind';
import { readModuleSignature } from '#domain/executables/elf/module-signature';
import type { OpenedElf } from '#domain/executables/elf/opened-elf';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { tameText } from '#domain/shared/hostile-text';
import { KB } from '#domain/shared/quantities';
import { snapshotBehindElf } from './dart-snapshot';
import { elfHardening } from './elf-hardening';
import { elfPackerClues } from './elf-packer-clues';
import { readElfSigns } from './elf-signs';
import { elfOverlay } from './overlay';
import { elfLayout } from './region';
import type { Survey } from './survey';
import { present } from './survey';

const OS_ABI = 7;
const PATH_LIMIT = 512;
const MAX_COMMENTS_SIZE = 64 * KB;
const MAX_COMMENTS = 16;

/** @throws what the source throws. */
export async function surveyElf(elf: OpenedElf, header: ExecutableHeader): Promise<Survey> {
  const { file } = elf;
  const dynamic = await elf.dynamic();
  const notes = await elf.notes();
  const { signs: symbols, hasSymbolTable, asksLibraries } = await readElfSigns(elf);
  const comments = await readComments(file);
  const [osAbi = 0] = await readWithin(file.source, OS_ABI, 1);
  const interpreter = await elf.interpreter();
  const signature = await readModuleSignature(file);
  const kind = (await elfKindOfDynamic(elf)) ?? header.kind;
  return {
    layout: elfLayout(file),
    facts: present({
      interpreter,
      soname: dynamic?.soname,
      rpath: dynamic?.rpath,
      runpath: dynamic?.runpath,
      build_id: notes.buildId,
      compiler_comments: comments.length > 0 ? comments : undefined,
      minimum_kernel: notes.minimumKernel,
    }),
    libraries: dynamic?.needed ?? [],
    sectionNames: file.image.sections.map(({ name }) => name),
    symbols,
    comments,
    resources: [],
    hasMoreResources: false,
    isSigned: signature !== undefined,
    packerClues: await elfPackerClues(file),
    ...present({
      overlay: elfOverlay(file),
      signatures: signature && [signature],
      dartSnapshot: await snapshotBehindElf(file.source),
    }),
    readAt: async (address, length) => (await file.at(address, length)).bytes,
    hardening: (markers) =>
      elfHardening(kind, {
        file,
        osAbi,
        interpreter,
        dynamic,
        notes,
        symbols,
        hasSymbolTable,
        asksLibraries,
        hasStackMessage: markers.has('stack_message'),
      }),
  };
}

async function readComments(file: ElfFile): Promise<readonly string[]> {
  const section = file.section('.comment');
  if (section === undefined) return [];
  const { bytes } = await file.read(section.offset, Math.min(section.size, MAX_COMMENTS_SIZE));
  const texts = latin1(bytes)
    .split('\0')
    .filter((text) => text !== '');
  return [...new Set(texts.map((text) => tameText(text.trim(), PATH_LIMIT)))].slice(0, MAX_COMMENTS);
}
