import type { ElfNotes } from '#domain/executables/elf/elf-notes';
import { tameText } from '#domain/shared/hostile-text';
import type { SystemPattern } from './elf-system-signs';
import {
  GO_SYSTEMS,
  HEADER_SYSTEMS,
  INTERPRETERS,
  LIBRARIES,
  NOTE_OWNERS,
  NOTE_SYSTEMS,
  SECTIONS,
  SYMBOLS,
  UNVERSIONED_LIBRARIES,
  VERSIONS,
} from './elf-system-signs';

const NAME_SHOWN = 128;

/** A system, and what in the file tells it: a sentence. */
export interface SystemSign {
  readonly os: string;
  readonly evidence: string;
}

export interface SystemClues {
  readonly machine: number;
  /** EI_OSABI. */
  readonly osAbi: number;
  readonly notes: Pick<ElfNotes, 'owners' | 'system'>;
  readonly interpreter: string | undefined;
  readonly sections: readonly string[];
  readonly libraries: readonly string[];
  /** Versions of symbols that libraries must have. */
  readonly versions: ReadonlySet<string>;
  /** Names of symbols, wherever they are defined. */
  readonly symbols: Iterable<{ readonly name: string }>;
  /** `GOOS` that a file name of Go's runtime shows. */
  readonly goos?: string | undefined;
}

/** What is for one system only, the surest sign first; `undefined` where nothing is: firmware, most object files. */
export function elfSystem(clues: SystemClues): SystemSign | undefined {
  return (
    byNote(clues) ??
    byInterpreter(clues) ??
    byHeader(clues) ??
    bySection(clues) ??
    byNames(clues.libraries, LIBRARIES, 'library', clues.machine) ??
    byNames(clues.versions, VERSIONS, 'symbol version', clues.machine) ??
    byNames(clues.libraries, UNVERSIONED_LIBRARIES, 'library', clues.machine) ??
    bySymbol(clues) ??
    byGo(clues)
  );
}

function byNote({ notes }: SystemClues): SystemSign | undefined {
  const os = notes.system === undefined ? undefined : NOTE_SYSTEMS[notes.system];
  if (os !== undefined) return { os, evidence: `The note of GNU's ABI names ${notes.system}.` };
  for (const [owner, system] of NOTE_OWNERS) {
    if (notes.owners.has(owner)) return { os: system, evidence: `It has a note of ${owner}.` };
  }
  return undefined;
}

function byInterpreter({ interpreter, machine }: SystemClues): SystemSign | undefined {
  if (interpreter === undefined) return undefined;
  const os = firstOf(INTERPRETERS, interpreter, machine);
  return os === undefined ? undefined : { os, evidence: `Its interpreter is ${quoted(interpreter)}.` };
}

function byHeader({ osAbi }: SystemClues): SystemSign | undefined {
  const os = HEADER_SYSTEMS[osAbi];
  return os === undefined ? undefined : { os, evidence: `EI_OSABI in its header is ${osAbi}.` };
}

function bySection({ sections, machine }: SystemClues): SystemSign | undefined {
  for (const name of sections) {
    const os = firstOf(SECTIONS, name, machine);
    if (os !== undefined) return { os, evidence: `It has the section ${quoted(name)}.` };
  }
  return undefined;
}

function byNames(
  names: Iterable<string>,
  signs: readonly SystemPattern[],
  what: string,
  machine: number,
): SystemSign | undefined {
  for (const name of names) {
    const os = firstOf(signs, name, machine);
    if (os !== undefined) return { os, evidence: `It needs the ${what} ${quoted(name)}.` };
  }
  return undefined;
}

function bySymbol({ symbols }: SystemClues): SystemSign | undefined {
  for (const { name } of symbols) {
    const os = SYMBOLS.get(name);
    if (os !== undefined) return { os, evidence: `It has the symbol ${name} of a C library for it.` };
  }
  return undefined;
}

/** Go's programs for other systems have a note, an interpreter or a header that says so. */
function byGo({ notes, goos }: SystemClues): SystemSign | undefined {
  if (goos !== undefined) {
    const os = Object.hasOwn(GO_SYSTEMS, goos) ? GO_SYSTEMS[goos] : undefined;
    return os === undefined ? undefined : { os, evidence: `Go's runtime in it begins in a file rt0_${goos}.` };
  }
  return notes.owners.has('Go')
    ? { os: 'linux', evidence: 'It has a note of Go, and none of another system.' }
    : undefined;
}

function quoted(name: string): string {
  return `"${tameText(name, NAME_SHOWN).replaceAll('"', "'")}"`;
}

function firstOf(signs: readonly SystemPattern[], text: string, machine: number): string | undefined {
  return signs.find(([pattern, , machines]) => pattern.test(text) && (machines?.includes(machine) ?? true))?.[1];
}
