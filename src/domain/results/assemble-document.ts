import type { AnalysisDocument } from '#domain/document/analysis-document';
import { SCHEMA_VERSION } from '#domain/document/analysis-document';
import type { FileFacts } from '#domain/document/file-facts';
import type { CodeCoverage, FunctionNames } from '#domain/document/functions';
import type { Hardening } from '#domain/document/hardening';
import type { OptionalSection, PagedSection, Truncation } from '#domain/document/parts';
import type { ReportedSandbox } from '#domain/document/sandbox-tier';
import type { StageReport } from '#domain/document/stages';
import type { UseSites } from '#domain/document/use-site';
import type { Judgement } from '#domain/findings/judge';
import { narrativeText } from '#domain/findings/narrative';
import { mimeTypeOf } from '#domain/identification/header-mime-type';
import { notableImports } from '#domain/imports/notable-imports';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import type { ListedCode } from '#domain/listing/listed-code';
import { libmagicFacts } from './libmagic-facts';
import { notAnalysed } from './not-analysed';

type CountedSection = Exclude<PagedSection, 'sections'>;

/** What an engine found, before it is part of a document. */
export interface Anatomy extends Pick<
  AnalysisDocument,
  'sections' | 'segments' | 'libraries' | 'resources' | 'functions' | 'strings' | 'imports' | 'exports' | 'decompiled'
> {
  readonly file: FileFacts;
  readonly hardening: Hardening;
  /** Absent when code was not analysed. */
  readonly coverage?: CodeCoverage;
  /** Absent when functions were not asked for. */
  readonly names?: FunctionNames;
  /** Where functions use what, for evidence; no part of the document. Absent when code was not analysed. */
  readonly sites?: UseSites;
  /** What functions are listed from; no part of the document. Absent where their code is not kept. */
  readonly code?: ListedCode;
  readonly stages: readonly StageReport[];
  readonly truncated: readonly Truncation[];
  /** Why the fallback and not radare2 made this. */
  readonly fallbackReason?: string;
}

export interface MadeBy {
  readonly radare2Version: string;
  readonly engineVersion: string;
  readonly rulesVersion: string;
  readonly sandbox: ReportedSandbox;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly completedAt: number;
}

export function assembleDocument(
  job: AnalysisJob,
  anatomy: Anatomy,
  judgement: Judgement,
  by: MadeBy,
): AnalysisDocument {
  const { sections, segments, libraries, resources, functions, strings, imports, exports, decompiled } = anatomy;
  const missing = notAnalysed(job.options, anatomy.stages);
  return {
    schema_version: SCHEMA_VERSION,
    success: true,
    confidence: judgement.confidence,
    confidence_reasons: judgement.confidence_reasons,
    not_analysed: missing,
    metadata: metadataOf(job, anatomy, by),
    summary: summaryOf(anatomy, judgement, missing),
    security_findings: judgement.security_findings,
    sections,
    segments,
    libraries,
    resources,
    functions,
    strings,
    imports,
    exports,
    decompiled,
  };
}

function summaryOf(
  anatomy: Anatomy,
  judgement: Judgement,
  missing: AnalysisDocument['not_analysed'],
): AnalysisDocument['summary'] {
  const isMissing = (section: OptionalSection): boolean => missing.some((each) => each.section === section);
  const countOf = (section: CountedSection): number | null => (isMissing(section) ? null : anatomy[section].length);
  return {
    counts: {
      functions: countOf('functions'),
      strings: countOf('strings'),
      imports: countOf('imports'),
      exports: countOf('exports'),
      sections: anatomy.sections.length,
      decompiled: countOf('decompiled'),
      segments: anatomy.segments.length,
      libraries: anatomy.libraries.length,
    },
    hardening: anatomy.hardening,
    ...(anatomy.coverage !== undefined && { coverage: anatomy.coverage }),
    ...(anatomy.names !== undefined && { names: anatomy.names }),
    libraries: anatomy.libraries,
    notable_imports: isMissing('imports') ? null : notableImports(anatomy.imports),
    risk_score: judgement.security_findings?.risk_score ?? null,
    verdict: judgement.verdict,
    top_findings: judgement.top_findings,
    capabilities: judgement.capabilities,
    narrative: narrativeText(judgement.narrative),
    narrative_sources: judgement.narrative,
  };
}

function metadataOf(job: AnalysisJob, anatomy: Anatomy, by: MadeBy): AnalysisDocument['metadata'] {
  const { name, size, md5, sha1, sha256, header } = job.file;
  return {
    job_id: job.id,
    analysis_config: {
      analysis_depth: job.options.depth,
      focus_areas: job.options.focusAreas,
      timeout_seconds: job.options.timeoutSeconds,
      enable_security_scan: job.options.enableSecurityScan,
      custom_patterns: job.options.customPatterns.map(({ name }) => name),
    },
    started_at: new Date(by.startedAt).toISOString(),
    completed_at: new Date(by.completedAt).toISOString(),
    duration_ms: by.completedAt - by.startedAt,
    engine: anatomy.fallbackReason === undefined ? 'radare2' : 'fallback',
    ...(anatomy.fallbackReason !== undefined && { fallback_reason: anatomy.fallbackReason }),
    radare2_version: by.radare2Version,
    engine_version: by.engineVersion,
    rules_version: by.rulesVersion,
    sandbox: by.sandbox,
    stages: anatomy.stages,
    truncated: anatomy.truncated,
    file: {
      ...{ name, size, md5, sha1, sha256 },
      ...anatomy.file,
      mime_type: mimeTypeOf({ outcome: 'executable', header: { ...header, kind: anatomy.file.kind } }),
      ...libmagicFacts(job.file),
    },
  };
}
