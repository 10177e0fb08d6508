import type { JudgedSubject } from '#domain/findings/judged-subject';
import type { AnalysisJob } from './analysis-job';
import type { Anatomy } from './assemble-document';

/** What an engine found, as rules see it. */
export function judgedSubjectOf({ file, options }: AnalysisJob, anatomy: Anatomy): JudgedSubject {
  const { sections, libraries, functions, strings, imports, exports } = anatomy;
  return {
    ...anatomy.file,
    size: file.size,
    depth: options.depth,
    engine: 'radare2',
    hardening: anatomy.hardening,
    stages: anatomy.stages,
    truncated: anatomy.truncated,
    sections,
    libraries,
    functions,
    strings,
    imports,
    exports,
    packers: [],
    numbers: { file_size: file.size },
  };
}
