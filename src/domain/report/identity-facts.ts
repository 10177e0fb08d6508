import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { FileFacts } from '#domain/document/file-facts';
import { HARDENING_FIELDS } from '#domain/document/hardening';
import type { FactSource, FactText } from './fact';
import { BASE } from './fact-scores';
import type { SampleText } from './sample-text';

const LIBRARIES_NAMED = 12;
/** Facts of the header that are one text each, as they are called in the document. */
const TEXTS = ['interpreter', 'soname', 'runpath', 'rpath', 'build_id', 'pdb_path', 'imphash', 'uuid'] as const;
const VERSION_FIELDS = ['ProductName', 'FileDescription', 'FileVersion', 'CompanyName', 'OriginalFilename'] as const;

interface IdentityFact extends FactText {
  readonly name: string;
}

/** What file it is: how it was built and by what, whose it says it is, what protects it, how well it is known. */
export function identityFacts(document: AnalysisDocument, fileName: string, sample: SampleText): FactSource {
  const facts = [...withOwnNames(describe(document, fileName, sample))];
  const at = (index: number): IdentityFact => facts[index] ?? { name: '', text: '', origin: 'analysis' };
  return {
    kind: 'identity',
    count: facts.length,
    score: (index) => BASE.identity - index,
    hasTag: () => false,
    ref: (index) => `id:${at(index).name}`,
    text: at,
  };
}

/** Of several by one name, all but the first are numbered. */
function* withOwnNames(facts: Iterable<IdentityFact>): Generator<IdentityFact> {
  const times = new Map<string, number>();
  for (const fact of facts) {
    const time = (times.get(fact.name) ?? 0) + 1;
    times.set(fact.name, time);
    yield time === 1 ? fact : { ...fact, name: `${fact.name}/${time}` };
  }
}

function* describe(document: AnalysisDocument, fileName: string, sample: SampleText): Generator<IdentityFact> {
  const { metadata, summary, libraries } = document;
  const { file } = metadata;
  yield by('file', `file name ${sample.quoted(fileName)}, ${file.size} bytes, ${file.mime_type}`);
  yield by('build', buildOf(file, sample));
  if (file.tlsh !== undefined) yield ours('tlsh', `TLSH ${file.tlsh}`);
  yield* tools(file, sample);
  if (libraries.length > 0) yield by('libraries', `needs ${someNames(libraries, sample)}`);
  const hardening = HARDENING_FIELDS.flatMap((field) => {
    const value = summary.hardening[field];
    return value === undefined ? [] : [`${field} ${value === true ? 'yes' : value === false ? 'no' : value}`];
  });
  if (hardening.length > 0) yield ours('hardening', `hardening: ${hardening.join(', ')}`);
  yield* known(document);
  for (const name of TEXTS) {
    const value = file[name];
    if (value !== undefined) yield by(name, `${name} ${sample.quoted(value)}`);
  }
  for (const name of VERSION_FIELDS) {
    const value = file.version_info?.[name];
    if (value !== undefined) yield by(`version_info/${name}`, `${name} ${sample.quoted(value)}`);
  }
  yield* signature(file, sample);
  yield* layout(file, sample);
}

function buildOf(file: FileFacts, sample: SampleText): string {
  const { format, bits, endianness, architecture, kind, os, language, compiler } = file;
  const words = [
    `${format} ${bits}-bit ${endianness}-endian ${kind} for ${architecture}${os === undefined ? '' : ` ${sample.name(os)}`}`,
    ...(language === undefined ? [] : [`written in ${language}`]),
    ...(compiler === undefined ? [] : [`compiled by ${sample.name(compiler)}`]),
    ...(file.contains ?? []).map((each) => `contains ${each}`),
    file.stripped ? 'stripped' : 'not stripped',
    kind === 'relocatable' ? 'not linked yet' : file.static ? 'statically linked' : 'dynamically linked',
    ...(file.entry_point === undefined ? [] : [`entry point ${file.entry_point}`]),
    ...(file.compiled_at === undefined ? [] : [`header says ${file.compiled_at}`]),
  ];
  return words.join(', ');
}

function* tools({ toolchain = [], packers = [] }: FileFacts, sample: SampleText): Generator<IdentityFact> {
  for (const { name, version, evidence } of toolchain)
    yield by(
      `toolchain/${name.replaceAll(' ', '-')}`,
      `made with ${name}${versionText(version, sample)}: ${sample.quoted(evidence)}`,
    );
  for (const { name, version, evidence, confidence } of packers) {
    const why = evidence.slice(0, 3).map((each) => sample.quoted(each));
    yield by(
      'packer',
      `packed by ${sample.name(name)}${versionText(version, sample)} (confidence ${confidence}): ${why.join(', ')}`,
    );
  }
}

function* known({ confidence, confidence_reasons: reasons, summary }: AnalysisDocument): Generator<IdentityFact> {
  const { names, coverage, counts } = summary;
  if (names !== undefined) {
    const { own, by_export: exported, by_table: table, none } = names;
    yield ours(
      'names',
      `functions named by symbols ${own}, by exports ${exported}, by tables ${table}, unnamed ${none}`,
    );
  }
  const covered = coverage === undefined ? '' : `; functions cover ${Math.round(coverage.share * 100)} % of the code`;
  yield ours(
    'counts',
    `${counts.functions ?? 'no'} functions, ${counts.imports ?? 'no'} imports, ${counts.exports ?? 'no'} exports, ${counts.strings ?? 'no'} strings${covered}`,
  );
  const why = reasons.map(({ reason }) => reason.replace(/\.$/, ''));
  yield ours('confidence', `account ${confidence} complete${why.length === 0 ? '' : `: ${why.join('; ')}`}`);
}

function* signature({ signed, signature: first }: FileFacts, sample: SampleText): Generator<IdentityFact> {
  if (!signed || first === undefined) return;
  const { scheme, subject, issuer, identifier, ad_hoc: isAdHoc } = first;
  const words = [
    `${scheme} signature, not verified`,
    ...(isAdHoc === true ? ['ad hoc'] : []),
    ...(subject === undefined ? [] : [`subject ${sample.quoted(subject)}`]),
    ...(issuer === undefined ? [] : [`issuer ${sample.quoted(issuer)}`]),
    ...(identifier === undefined ? [] : [`identifier ${sample.quoted(identifier)}`]),
  ];
  yield by('signature', words.join(', '));
}

function* layout(
  { overlay, embedded_executables: embedded = [] }: FileFacts,
  sample: SampleText,
): Generator<IdentityFact> {
  if (overlay !== undefined)
    yield ours(
      'overlay',
      `overlay of ${overlay.size} bytes at file offset ${overlay.offset}: ${overlay.kind}, entropy ${overlay.entropy.toFixed(2)}`,
    );
  for (const { format, architecture, offset, size, section } of embedded.slice(0, 8)) {
    const where = section === undefined ? '' : ` in ${sample.name(section)}`;
    yield by(
      `embedded/${offset}`,
      `embedded ${format} for ${architecture}, ${size} bytes at file offset ${offset}${where}`,
    );
  }
}

function versionText(version: string | undefined, sample: SampleText): string {
  return version === undefined ? '' : ` ${sample.name(version)}`;
}

function someNames(names: readonly string[], sample: SampleText): string {
  const shown = names.slice(0, LIBRARIES_NAMED).map((name) => sample.name(name));
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? `, +${more}` : ''}`;
}

function ours(name: string, text: string): IdentityFact {
  return { name, text, origin: 'analysis' };
}

function by(name: string, text: string): IdentityFact {
  return { name, text, origin: 'sample' };
}
