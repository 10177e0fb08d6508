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
  const { file, segments, resources } = anatomy;
  return [
    ...labels('version_info', Object.entries(file.version_info ?? {}).flat()),
    ...labels('resource', [...new Set(resources.flatMap(({ type, name }) => [type, name]))]),
    ...labels('signature', (file.signatures ?? [file.signature]).flatMap(namesIn)),
    ...labels('debug_path', [file.pdb_path]),
    ...labels('loader', [file.interpreter, file.soname, file.rpath, file.runpath]),
    ...labels('toolchain', [...(file.compiler_comments ?? []), file.compiler, ...evidenceOf(file)]),
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
  return [signature?.subject, signature?.issuer, signature?.identifier, signature?.team_id];
}

function evidenceOf({ toolchain = [] }: FileFacts): readonly (string | undefined)[] {
  return toolchain.flatMap(({ version, evidence }) => [version, evidence]);
}

function labels(kind: EvidenceKind, values: readonly (string | undefined)[]): readonly SubjectLabel[] {
  return values.flatMap((value) => (value === undefined || value === '' ? [] : [{ kind, value }]));
}
