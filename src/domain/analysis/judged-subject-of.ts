import type { JudgedSubject } from '#domain/findings/judged-subject';
import type { RuleSubject } from '#domain/findings/rule-subject';
import type { FileFacts } from './analysis-document';
import type { AnalysisJob } from './analysis-job';
import type { Anatomy } from './assemble-document';

/** What an engine found, as rules see it. */
export function judgedSubjectOf({ file, options }: AnalysisJob, anatomy: Anatomy): JudgedSubject {
  const { sections, libraries, functions, strings, imports, exports } = anatomy;
  return {
    ...anatomy.file,
    size: file.size,
    depth: options.depth,
    engine: anatomy.fallbackReason === undefined ? 'radare2' : 'fallback',
    hardening: anatomy.hardening,
    stages: anatomy.stages,
    truncated: anatomy.truncated,
    sections,
    libraries,
    functions,
    strings,
    imports,
    exports,
    packers: (anatomy.file.packers ?? []).map(({ name }) => (name === 'unknown' ? 'unknown packer' : name)),
    numbers: { file_size: file.size, ...numbersOf(anatomy.file) },
  };
}

/** Padding behind a program is no overlay that means anything. */
function numbersOf({ entropy, overlay, embedded_executables: embedded = [] }: FileFacts): RuleSubject['numbers'] {
  return {
    ...(entropy !== undefined && { file_entropy: entropy }),
    ...(overlay !== undefined &&
      overlay.kind !== 'padding' && { overlay_size: overlay.size, overlay_entropy: overlay.entropy }),
    embedded_executables: embedded.length,
    resource_executables: embedded.filter(({ section }) => section === '.rsrc').length,
  };
}
