import type { NotAnalysed, OptionalSection } from '#domain/document/parts';
import { OPTIONAL_SECTIONS } from '#domain/document/parts';
import type { StageReport } from '#domain/document/stages';
import type { AnalysisOptions } from '#domain/jobs/analysis-options';
import { includes } from '#domain/jobs/analysis-options';

type Asked = Pick<AnalysisOptions, 'depth' | 'focusAreas' | 'enableSecurityScan'>;

const NOT_DONE: ReadonlySet<StageReport['status']> = new Set(['skipped', 'failed', 'timeout']);

/** All that the options leave out, and all that no stage came to. */
export function notAnalysed(
  options: Asked,
  stages: readonly Pick<StageReport, 'name' | 'status' | 'reason'>[],
): readonly NotAnalysed[] {
  return OPTIONAL_SECTIONS.flatMap((section) => {
    const reason = whyNotAsked(section, options) ?? whyNotDone(section, stages);
    return reason === undefined ? [] : [{ section, reason }];
  });
}

/** Why the options leave it out; `undefined` where they do not. */
export function whyNotAsked(section: OptionalSection, options: Asked): string | undefined {
  switch (section) {
    case 'code':
      return undefined;
    case 'decompiled':
      return options.depth === 'comprehensive' ? undefined : 'analysis_depth is not comprehensive.';
    case 'security_findings':
      if (!options.enableSecurityScan) return 'enable_security_scan is false.';
      return isInFocus(options) ? undefined : 'focus_areas does not name security.';
    case 'functions':
    case 'strings':
    case 'imports':
    case 'exports':
      return includes(options, section) ? undefined : `focus_areas names neither ${section} nor security.`;
  }
}

function isInFocus({ focusAreas }: Asked): boolean {
  return focusAreas.length === 0 || focusAreas.includes('security');
}

function whyNotDone(
  section: OptionalSection,
  stages: readonly Pick<StageReport, 'name' | 'status' | 'reason'>[],
): string | undefined {
  if (section !== 'code' && section !== 'decompiled') return undefined;
  const code = stages.find(({ name }) => name === 'code');
  const stage = section === 'code' ? code : stages.find(({ name }) => name === 'depth');
  if (stage !== undefined && !NOT_DONE.has(stage.status)) return undefined;
  return stage?.reason ?? code?.reason ?? 'No code was analysed.';
}
