import type { FileFacts, Section } from '#domain/analysis/analysis-document';
import type { FileAnatomy } from '#domain/anatomy/read-file-anatomy';
import { describeExecutable } from '#domain/identification/describe-executable';
import type { ExecutableHeader } from '#domain/identification/executable-header';
import { mimeTypeOf } from '#domain/identification/mime-type';
import type { Address } from '#domain/shared/address';
import { flag, name } from './decode';
import type { JsonRecord } from './decode';

/** radare2 says `c` and `msvc` of whatever it does not know better; those are no evidence. */
const LANGUAGES: Readonly<Record<string, string>> = {
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
const GO_SECTIONS = [
  '.gopclntab',
  '.note.go.buildid',
  '__TEXT.__gopclntab',
  '__DATA_CONST.__gopclntab',
  '.go.buildinfo',
];

/** @param info radare2's `iIj` */
export function fileFacts(
  header: ExecutableHeader,
  info: JsonRecord,
  anatomy: FileAnatomy,
  sections: readonly Section[],
  entry: Address | undefined,
): FileFacts {
  const os = name(info['os']);
  const language = anatomy.language ?? languageOf(info, sections);
  const compiler = anatomy.compiler;
  const entryPoint = header.entryPoint ?? entry;
  return {
    format: header.format,
    kind: header.kind,
    architecture: header.architecture,
    bits: header.bits,
    endianness: header.endianness,
    ...(os !== undefined && { os }),
    description: describeExecutable(header),
    mime_type: mimeTypeOf(header, anatomy.hardening.pie === true),
    ...(language !== undefined && { language }),
    ...(compiler !== undefined && { compiler }),
    stripped: flag(info['stripped']) ?? false,
    static: flag(info['static']) ?? false,
    signed: anatomy.isSigned,
    ...(entryPoint !== undefined && { entry_point: entryPoint }),
    ...(header.slices !== undefined && {
      slices: header.slices.map((slice, index) => ({ ...slice, analysed: index === header.slice })),
    }),
    ...anatomy.facts,
  };
}

function languageOf(info: JsonRecord, sections: readonly Section[]): string | undefined {
  if (sections.some((section) => GO_SECTIONS.includes(section.name))) return 'go';
  const language = info['lang'];
  return typeof language === 'string' && Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined;
}
