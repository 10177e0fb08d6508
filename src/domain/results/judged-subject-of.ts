import type { FileFacts } from '#domain/document/file-facts';
import type { FunctionInfo } from '#domain/document/functions';
import type { OverlayKind } from '#domain/document/overlay-kind';
import type { FunctionSites } from '#domain/document/use-site';
import type { JudgedSubject } from '#domain/findings/judged-subject';
import type { RuleSubject, SubjectFunction } from '#domain/findings/rule-subject';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import type { Address } from '#domain/shared/address';
import type { Anatomy } from './assemble-document';
import { notAnalysed } from './not-analysed';
import { sampleLabels } from './sample-labels';

/** What an engine found, as rules see it. */
export function judgedSubjectOf({ file, options }: AnalysisJob, anatomy: Anatomy): JudgedSubject {
  const { sections, libraries, functions, strings, imports, exports } = anatomy;
  const texts = new Map(strings.map(({ address, content }) => [address, content]));
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
    functions: functions.map((each) => subjectFunctionOf(each, texts, anatomy.sites?.get(each.address))),
    strings,
    imports,
    exports,
    labels: sampleLabels(anatomy, options),
    isPartlyRead: anatomy.stages.some(({ name, status }) => name === 'code' && status !== 'ok' && status !== 'skipped'),
    packers: (anatomy.file.packers ?? []).map(({ name }) => (name === 'unknown' ? 'unknown packer' : name)),
    notAnalysed: notAnalysed(options, anatomy.stages).map(({ section }) => section),
    ...(anatomy.coverage !== undefined && { coverage: anatomy.coverage.share }),
    ...(anatomy.names !== undefined && { names: anatomy.names }),
    numbers: { file_size: file.size, ...numbersOf(anatomy.file) },
  };
}

type Draft = { -readonly [Field in keyof SubjectFunction]: SubjectFunction[Field] };

/** @param texts by address: a function names the beginnings of the strings that it uses */
function subjectFunctionOf(
  each: FunctionInfo,
  texts: ReadonlyMap<Address, string>,
  sites: FunctionSites | undefined,
): SubjectFunction {
  const { name, address, size, type, source, complexity_score: complexity, calls_to: calls, strings, imports } = each;
  // Field by field: what is spread behind something else V8 copies by the slowest of its ways.
  const made: Draft = { name, address, size, type, source };
  if (complexity !== undefined) made.complexity_score = complexity;
  if (imports !== undefined) made.imports = imports;
  if (strings !== undefined) made.strings = strings.map((use) => texts.get(use.address) ?? use.content);
  if (calls !== undefined) made.calls = calls.map((place) => place.address);
  if (sites !== undefined) {
    made.importSites = sites.imports;
    made.stringSites = (strings ?? []).map((use) => sites.strings.get(use.address));
  }
  return made;
}

/** Padding and a signature behind a program are no overlay that means anything. */
const EMPTY_OVERLAYS: readonly OverlayKind[] = ['padding', 'module_signature'];

function numbersOf({ entropy, overlay, embedded_executables: embedded = [] }: FileFacts): RuleSubject['numbers'] {
  return {
    ...(entropy !== undefined && { file_entropy: entropy }),
    ...(overlay !== undefined &&
      !EMPTY_OVERLAYS.includes(overlay.kind) && { overlay_size: overlay.size, overlay_entropy: overlay.entropy }),
    embedded_executables: embedded.length,
    resource_executables: embedded.filter(({ section }) => section === '.rsrc').length,
  };
}
