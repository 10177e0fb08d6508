import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { FunctionNames } from '#domain/document/functions';
import type { Language } from '#domain/document/language';
import type { AnalysisMetadata } from '#domain/document/metadata';
import type { Truncation } from '#domain/document/parts';
import type { StageReport } from '#domain/document/stages';
import type { Bits } from '#domain/shared/executable-header';
import type { RuleSubject } from './rule-subject';

/** What a judgement is made from: what rules see, and how the analysis went. */
export interface JudgedSubject extends RuleSubject {
  /** Bytes. */
  readonly size: number;
  readonly bits: Bits;
  readonly language?: Language;
  /** Languages of parts of it. */
  readonly contains?: readonly Language[];
  readonly compiler?: string;
  readonly depth: AnalysisDepth;
  readonly engine: AnalysisMetadata['engine'];
  readonly stages: readonly Pick<StageReport, 'name' | 'status'>[];
  readonly truncated: readonly Pick<Truncation, 'section' | 'kept' | 'total'>[];
  /** Share of the code that functions cover, 0-1; absent when nobody measured it. */
  readonly coverage?: number;
  /** Absent when functions were not asked for. */
  readonly names?: FunctionNames;
}
