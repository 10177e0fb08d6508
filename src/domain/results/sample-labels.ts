import type { CodeSignature } from '#domain/document/anatomy-facts';
import type { FileFacts } from '#domain/document/file-facts';
import type { EvidenceKind } from '#domain/document/security-findings';
import type { SubjectLabel } from '#domain/findings/rule-subject';
import type { AnalysisOptions } from '#domain/jobs/analysis-options';
import type { Anatomy } from './assemble-document';

/**
 * Text that the sample or its sender has put into what is no list of names or strings. The name of the file is not among it: a result is
 * shared by all who send the same content, under whatever name.
 */
export function sampleLabels(anatomy: Anatomy, { customPatterns }: AnalysisOptions): readonly SubjectLabel[] {
  const { file, segments, resources, exports } = anatomy;
  return [
    ...labels('version_info', Object.entries(file.version_info ?? {}).flat()),
    ...labels('resource', [...new Set(resources.flatMap(({ type, name }) => [type, name]))]),
    ...labels('signature', (file.signatures ?? [file.signature]).flatMap(namesIn)),
    ...labels('debug_path', [file.pdb_path]),
    ...labels('loader', [file.interpreter, file.soname, file.rpath, file.runpath]),
    ...labels('toolchain', [...(file.compiler_comments ?? []), file.compiler, ...signsOf(file)]),
    ...labels('library', unlisted(anatomy)),
    ...labels(
      'export',
      exports.map(({ forwarder }) => forwarder),
    ),
    ...labels(
      'segment',
      segments.map(({ name }) => name),
    ),
    ...labels(
      'custom_pattern',
      customPatterns.map(({ name }) => name),
    ),
  ];
}

function namesIn(signature: CodeSignature | undefined): readonly (string | undefined)[] {
  const {
    subject,
    issuer,
    identifier,
    team_id: team,
    serial_number: serial,
    digest_algorithm: digest,
  } = signature ?? {};
  return [subject, issuer, identifier, team, serial, digest];
}

/** Of what it was made with, packed by and runs on, as the file says it. */
function signsOf(file: FileFacts): readonly (string | undefined)[] {
  const { toolchain = [], packers = [], dotnet_version: dotnet, os_evidence: system, description } = file;
  return [
    ...toolchain.flatMap(({ version, evidence }) => [version, evidence]),
    ...packers.flatMap(({ name, version, evidence }) => [name, version, ...evidence]),
    ...[dotnet, system, description],
  ];
}

/** Libraries of imports that the list of libraries does not have. */
function unlisted({ imports, libraries }: Pick<Anatomy, 'imports' | 'libraries'>): readonly (string | undefined)[] {
  const named = new Set(imports.map(({ library }) => library));
  for (const library of libraries) named.delete(library);
  return [...named];
}

function labels(kind: EvidenceKind, values: readonly (string | undefined)[]): readonly SubjectLabel[] {
  return values.flatMap((value) => (value === undefined || value === '' ? [] : [{ kind, value }]));
}
