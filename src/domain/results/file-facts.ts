import type { HeaderTraits } from '#domain/anatomy/executable-tables';
import type { FileAnatomy } from '#domain/anatomy/read-file-anatomy';
import type { FileFacts } from '#domain/document/file-facts';
import type { Language } from '#domain/document/language';
import { describeExecutable } from '#domain/executables/describe-executable';
import type { Address } from '#domain/shared/address';
import type { ExecutableHeader, ExecutableKind } from '#domain/shared/executable-header';

/** radare2 says `c` and `msvc` of whatever it does not know better; those are no evidence. */
const LANGUAGES: Readonly<Record<string, Language>> = {
  'c++': 'c++',
  cxx: 'c++',
  objc: 'objective-c',
  'objc with blocks': 'objective-c',
  swift: 'swift',
  rust: 'rust',
  go: 'go',
  dlang: 'd',
  kotlin: 'kotlin',
};

export function fileFacts(
  header: ExecutableHeader,
  { os, osEvidence, kind = header.kind, lang, stripped, static: isStatic }: HeaderTraits,
  anatomy: FileAnatomy,
  entry: Address | undefined,
): FileFacts {
  const language = anatomy.language ?? languageOf(lang, header);
  const compiler = anatomy.compiler;
  const entryPoint = header.entryPoint ?? entry;
  return {
    format: header.format,
    kind,
    architecture: header.architecture,
    bits: header.bits,
    endianness: header.endianness,
    ...(os !== undefined && { os }),
    ...(osEvidence !== undefined && { os_evidence: osEvidence }),
    description: describeExecutable({ ...header, kind }),
    ...(language !== undefined && { language }),
    ...(compiler !== undefined && { compiler }),
    stripped: stripped,
    static: isLinked(kind) && isStatic,
    signed: anatomy.isSigned,
    ...(entryPoint !== undefined && { entry_point: entryPoint }),
    ...(header.slices !== undefined && {
      slices: header.slices.map((slice, index) => ({ ...slice, analysed: index === header.slice })),
    }),
    ...anatomy.facts,
  };
}

/** What is not linked yet brings nothing along, and nor does the memory of a process. */
function isLinked(kind: ExecutableKind): boolean {
  return kind !== 'relocatable' && kind !== 'core';
}

function languageOf(lang: string | undefined, { format }: ExecutableHeader): Language | undefined {
  const language = lang !== undefined && Object.hasOwn(LANGUAGES, lang) ? LANGUAGES[lang] : undefined;
  // It says so of libraries in C, such as libgobject and libFLAC; of ELF our own reader knows all libraries and symbols.
  return format === 'elf' && language === 'c++' ? undefined : language;
}
