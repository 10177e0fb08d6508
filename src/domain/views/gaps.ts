import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { CappedSection, OptionalSection } from '#domain/document/parts';
import type { StageName } from '#domain/document/stages';
import { UNDER_WAY } from '#domain/document/stages';
import { countedText } from './quantities';
import type { Gap } from './view-parts';

type Told = Pick<AnalysisDocument, 'metadata' | 'not_analysed'>;

const NO_END: ReadonlySet<string> = new Set(['partial', 'timeout']);
const STAGE_OF: Readonly<Record<OptionalSection, StageName>> = {
  functions: 'structure',
  strings: 'structure',
  imports: 'structure',
  exports: 'structure',
  code: 'code',
  decompiled: 'depth',
  security_findings: 'meaning',
};

/** Why a list has nothing. @param things as the sentence names them, such as `imports` */
export function gapOf(document: Told, section: OptionalSection, things: string = section): Gap {
  return missingOf(document, section) ?? { state: 'absent', text: `None: the file has no ${things}.` };
}

/** Why a part is not there, or not all of it; `undefined` where somebody looked and came to the end. */
export function missingOf({ metadata, not_analysed: missing }: Told, section: OptionalSection): Gap | undefined {
  const stage = metadata.stages.find(({ name }) => name === STAGE_OF[section]);
  if (stage?.reason === UNDER_WAY)
    return { state: 'unfinished', text: `Not finished: stage ${stage.name} still runs.` };
  const left = missing.find((each) => each.section === section);
  if (left?.reason === UNDER_WAY) return { state: 'unfinished', text: 'Not finished: the analysis still runs.' };
  if (stage !== undefined && NO_END.has(stage.status)) {
    const why = stage.status === 'timeout' ? 'ran out of time' : 'did not come to its end';
    return { state: 'unfinished', text: `Not finished: stage ${stage.name} ${why}${because(stage.reason)}` };
  }
  if (left !== undefined) return { state: 'unknown', text: `Not known: nobody looked${because(left.reason)}` };
  if (stage?.status === 'failed')
    return { state: 'unknown', text: `Not known: stage ${stage.name} failed${because(stage.reason)}` };
  return undefined;
}

/** What a cap of the document left out of a list. */
export function capOf({ metadata }: Pick<AnalysisDocument, 'metadata'>, section: CappedSection): readonly Gap[] {
  return metadata.truncated
    .filter((each) => each.section === section)
    .map(({ kept, total, reason }) => ({
      state: 'unfinished',
      text: `Cut: the document holds ${kept.toLocaleString('en-US')} of ${total?.toLocaleString('en-US') ?? 'an unknown number'}. ${reason}`,
    }));
}

/** All that was cut, failed or not read. */
export function gapsOf(document: Told & Pick<AnalysisDocument, 'confidence_reasons'>): readonly Gap[] {
  const { metadata, not_analysed: missing } = document;
  const stages = metadata.stages.flatMap(({ name, status, reason }): readonly Gap[] => {
    if (status === 'ok') return [];
    if (reason === UNDER_WAY) return [{ state: 'unfinished', text: `Stage ${name} still runs.` }];
    const isBegun = NO_END.has(status);
    return [{ state: isBegun ? 'unfinished' : 'unknown', text: `Stage ${name}: ${status}${because(reason)}` }];
  });
  const engine: readonly Gap[] =
    metadata.engine === 'fallback'
      ? [
          {
            state: 'unknown',
            text: `Read without radare2${because(metadata.fallback_reason ?? 'it failed over the file')}`,
          },
        ]
      : [];
  const caps = [...new Set(metadata.truncated.map(({ section }) => section))].flatMap((section) =>
    capOf(document, section).map(({ state, text }) => ({ state, text: `${section}: ${text}` })),
  );
  const isToldByStage = ({ section, reason }: Told['not_analysed'][number]): boolean =>
    metadata.stages.some((stage) => stage.name === STAGE_OF[section] && stage.reason === reason);
  const parts = missing
    .filter((each) => each.reason !== UNDER_WAY && !isToldByStage(each))
    .map(({ section, reason }): Gap => ({ state: 'unknown', text: `Not looked at: ${section}${because(reason)}` }));
  return [...engine, ...stages, ...caps, ...imagesLeft(metadata), ...parts];
}

/** A universal binary has an image for each processor, of which one is looked at. */
function imagesLeft({ file: { slices = [] } }: Told['metadata']): readonly Gap[] {
  const left = slices.filter(({ analysed }) => !analysed).map(({ architecture }) => architecture);
  if (left.length === 0) return [];
  return [
    { state: 'unknown', text: `Not looked at: ${countedText(left.length, 'other image')} (${left.join(', ')}).` },
  ];
}

function because(reason: string | undefined): string {
  if (reason === undefined || reason === '') return '.';
  return `: ${reason}${/[.!?]$/.test(reason) ? '' : '.'}`;
}
