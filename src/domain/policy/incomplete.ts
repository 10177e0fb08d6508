import type { DocumentHead } from '#domain/document/analysis-document';
import type { CappedSection, OptionalSection } from '#domain/document/parts';
import type { Policy } from './policy';
import type { Violation } from './violation';

/** What a policy judges by; pseudo code is not among it. */
const JUDGED_BY: readonly OptionalSection[] = ['functions', 'strings', 'imports', 'code', 'security_findings'];

/** Lists that a part of a policy looks at, and how its violations begin. Findings are judged by the strings and functions that say most. */
const LOOKED_AT: readonly {
  readonly sections: readonly CappedSection[];
  readonly isAsked: (policy: Policy) => boolean;
  readonly rules: readonly string[];
}[] = [
  {
    sections: ['imports', 'symbols'],
    isAsked: ({ forbiddenImports }) => forbiddenImports.length > 0,
    rules: ['import.'],
  },
  {
    sections: ['sections', 'resources'],
    isAsked: ({ forbiddenPackers }) => forbiddenPackers.length > 0,
    rules: ['packer.'],
  },
  {
    sections: ['imports', 'symbols', 'sections', 'resources'],
    isAsked: ({ forbiddenFindings, forbiddenSeverities, maxScore, maxVerdict }) =>
      forbiddenFindings.length + forbiddenSeverities.length > 0 || maxScore !== undefined || maxVerdict !== undefined,
    rules: ['finding.', 'risk.'],
  },
];

/** Why a document is not enough to say that a file passes: a sentence each, none where it is. @param violations that were found in it */
export function incompleteness(
  { metadata, not_analysed: left }: DocumentHead,
  policy: Policy,
  violations: readonly Violation[] = [],
): readonly string[] {
  const cut = new Set(
    LOOKED_AT.filter(({ isAsked, rules }) => isAsked(policy) && !violates(violations, rules)).flatMap(
      ({ sections }) => sections,
    ),
  );
  return [
    ...metadata.stages
      .filter(({ status }) => status === 'partial' || status === 'timeout' || status === 'failed')
      .map(({ name, status, reason }) => `stage ${name}: ${status}${reason === undefined ? '' : ` (${reason})`}`),
    ...(metadata.engine === 'fallback'
      ? [`only headers were read: ${metadata.fallback_reason ?? 'radare2 failed'}`]
      : []),
    ...left
      .filter(({ section }) => JUDGED_BY.includes(section))
      .map(({ section, reason }) => `not analysed: ${section} (${reason})`),
    ...unseenImages(metadata.file.slices ?? []),
    ...metadata.truncated
      .filter(({ section }) => cut.has(section))
      .map(({ section, kept, reason }) => `${section}: ${kept} kept (${reason})`),
  ];
}

/** What it violates already needs no more of the list. */
function violates(violations: readonly Violation[], rules: readonly string[]): boolean {
  return violations.some(({ rule, waived }) => waived === undefined && rules.some((start) => rule.startsWith(start)));
}

/** A universal file has several programs, of which one is judged: the others would pass unseen. */
function unseenImages(slices: NonNullable<DocumentHead['metadata']['file']['slices']>): readonly string[] {
  const named = (wanted: boolean): string =>
    slices
      .filter(({ analysed }) => analysed === wanted)
      .map(({ architecture }) => architecture)
      .join(', ');
  if (named(false) === '') return [];
  const how = 'make a file of each, as by lipo FILE -thin ARCHITECTURE -output OTHER, and check those';
  return [`a universal Mach-O, of which the image for ${named(true)} was judged, not that for ${named(false)}: ${how}`];
}
