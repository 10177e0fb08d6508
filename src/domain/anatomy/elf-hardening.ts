import type { Hardening, RelroLevel } from '#domain/document/hardening';
import { ET, PF, PT } from '#domain/executables/elf/elf-constants';
import type { ElfDynamic } from '#domain/executables/elf/elf-dynamic';
import type { ElfFile } from '#domain/executables/elf/elf-file';
import type { ElfNotes } from '#domain/executables/elf/elf-notes';
import type { ExecutableKind } from '#domain/shared/executable-header';
import type { SymbolSigns } from './symbol-signs';

/** EI_OSABI of System V, Linux and standalone programs. */
const PLAIN_ABIS = [0, 3, 97, 255];
/** Who writes notes into programs for systems other than Linux. */
const OTHER_SYSTEMS = ['OpenBSD', 'NetBSD', 'FreeBSD', 'DragonFly'];
/** Dynamic loaders of Linux. */
const LINUX_LOADER = /^\/lib\w*\/(?:\w+-linux-\w+\/)?ld/;

export interface ElfHardeningEvidence {
  readonly file: ElfFile;
  readonly osAbi: number;
  readonly interpreter: string | undefined;
  readonly dynamic: ElfDynamic | undefined;
  readonly notes: ElfNotes;
  readonly symbols: SymbolSigns;
  /** There are symbols beyond those of the loader. */
  readonly hasSymbolTable: boolean;
  /** Libraries are to give some of its symbols. */
  readonly asksLibraries: boolean;
  /** The C library's message is in the file, which a static program takes along with its check. */
  readonly hasStackMessage: boolean;
}

/** What the file itself asks for; absent where it cannot say. */
export function elfHardening(kind: ExecutableKind, evidence: ElfHardeningEvidence): Hardening {
  if (kind === 'relocatable' || kind === 'core') return {};
  const nx = stackIsData(evidence);
  const pie = isPie(kind, evidence);
  return {
    ...(nx !== undefined && { nx }),
    ...(pie !== undefined && { pie }),
    ...checksOf(evidence),
    relro: relro(evidence),
    ...processorChecks(evidence.notes),
  };
}

/** What the compiler has put around arrays and calls of the C library. */
function checksOf({ symbols, hasStackMessage, dynamic, ...evidence }: ElfHardeningEvidence): Hardening {
  const isStatic = (dynamic === undefined || dynamic.needed.length === 0) && !evidence.asksLibraries;
  const canary = symbols.canary || (isStatic && hasStackMessage);
  const isSilent = !canary && !symbols.fortify && (symbols.isEmpty || (isStatic && !evidence.hasSymbolTable));
  if (isSilent) return {};
  // In a static program the checked functions are its own, whoever calls them.
  return { canary, ...(dynamic !== undefined && { fortify: symbols.fortify }) };
}

/** What the program's notes ask of the processor. */
function processorChecks({ x86Features, arm64Features }: ElfHardeningEvidence['notes']): Hardening {
  return {
    ...(x86Features !== undefined && { ibt: (x86Features & 1) !== 0, shadow_stack: (x86Features & 2) !== 0 }),
    ...(arm64Features !== undefined && {
      branch_targets: (arm64Features & 1) !== 0,
      pointer_authentication: (arm64Features & 2) !== 0,
    }),
  };
}

/** Where nothing is said, Linux makes the stack executable, on most processors; other systems have rules of their own. */
function stackIsData({ file, osAbi, notes, interpreter, dynamic }: ElfHardeningEvidence): boolean | undefined {
  const { segments } = file.image;
  const stack = segments.find(({ type }) => type === PT.gnuStack) ?? segments.find(({ type }) => type === PT.sunwStack);
  if (stack !== undefined) return (stack.flags & PF.execute) === 0;
  if (segments.length === 0) return undefined;
  if (OTHER_SYSTEMS.some((owner) => notes.owners.has(owner))) return undefined;
  const isLinux = notes.owners.has('GNU') || (interpreter !== undefined && LINUX_LOADER.test(interpreter));
  const isBare = interpreter === undefined && notes.owners.size === 0 && PLAIN_ABIS.includes(osAbi);
  const isHaiku = dynamic?.needed.includes('libroot.so') === true;
  return (isLinux || isBare) && !isHaiku ? false : undefined;
}

function isPie(kind: ExecutableKind, { file, dynamic }: ElfHardeningEvidence): boolean | undefined {
  const { type } = file.image.fields;
  if (type === ET.executable) return false;
  if (type !== ET.dynamic) return undefined;
  const isProgram =
    kind === 'executable' ||
    dynamic?.saysPie === true ||
    file.image.segments.some((each) => each.type === PT.interpreter);
  return isProgram ? true : undefined;
}

function relro({ file, dynamic }: ElfHardeningEvidence): RelroLevel {
  if (!file.image.segments.some(({ type }) => type === PT.gnuRelro)) return 'none';
  return dynamic?.bindsNow === true ? 'full' : 'partial';
}
