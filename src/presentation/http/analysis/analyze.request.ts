import { ApiPropertyOptional } from '@nestjs/swagger';
import { plainToInstance, Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

import type { AnalysisDepth } from '#domain/document/analysis-depth';
import { ANALYSIS_DEPTHS } from '#domain/document/analysis-depth';
import type { FocusArea } from '#domain/document/focus-area';
import { FOCUS_AREAS } from '#domain/document/focus-area';
import { CUSTOM_PATTERN_LIMITS } from '#domain/findings/custom-patterns';
import type { AnalysisOptions } from '#domain/jobs/analysis-options';
import { parseJson } from '#presentation/http/body/parse-json';
import { asNumber } from '#presentation/http/body/whole-number';
import { CustomPatternOption } from './custom-pattern.request';

const MOST_AREAS = FOCUS_AREAS.length + 1;

/** Text as forms and queries carry it, to what it means; anything else stays and is refused by its validator. */
const asFlag = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;
/** One more than could be right is enough to be refused; what each one costs to look at grows with their number. */
const asList = ({ value }: { value: unknown }): unknown =>
  (Array.isArray(value) ? (value.slice(0, MOST_AREAS) as unknown[]) : [value])
    .flatMap((part) => {
      if (typeof part !== 'string') return [part];
      return part === '' ? [] : part.split(',', MOST_AREAS).map((name) => name.trim());
    })
    .slice(0, MOST_AREAS);
const NAMED_PRIORITIES: Readonly<Record<string, number>> = { normal: 0, high: 8 };
const asPriority = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? (NAMED_PRIORITIES[value] ?? asNumber({ value })) : value;

const asPatterns = ({ value }: { value: unknown }): unknown => {
  if (Array.isArray(value)) return value.map((pattern) => plainToInstance(CustomPatternOption, pattern));
  if (typeof value !== 'string') return value;
  if (value === '') return [];
  try {
    const patterns = parseJson(value);
    return Array.isArray(patterns)
      ? patterns.map((pattern) => plainToInstance(CustomPatternOption, pattern))
      : patterns;
  } catch {
    return value;
  }
};

/** The options of a submission: form fields beside the file, or the query of a raw body. */
export class AnalyzeRequest {
  @ApiPropertyOptional({
    enum: ANALYSIS_DEPTHS,
    default: 'standard',
    description: 'quick: structure only; standard: with code; comprehensive: with all that radare2 finds.',
  })
  @IsIn(ANALYSIS_DEPTHS)
  readonly analysis_depth: AnalysisDepth = 'standard';

  @ApiPropertyOptional({
    enum: FOCUS_AREAS,
    isArray: true,
    default: [],
    description:
      'Only these parts, comma-separated or repeated; `not_analysed` names the rest. Empty, or with security: all.',
  })
  @Transform(asList)
  @IsArray()
  @ArrayUnique()
  @IsIn(FOCUS_AREAS, { each: true })
  readonly focus_areas: FocusArea[] = [];

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 30,
    maximum: 1200,
    default: 300,
    description:
      'Seconds, counted from the start of processing. A service may give less: the most is told by GET /api/v1/formats, and what a job was given in its options.',
  })
  @Transform(asNumber)
  @IsOptional()
  @IsInt()
  @Min(30)
  @Max(1200)
  readonly timeout_seconds?: number;

  @ApiPropertyOptional({
    type: 'string',
    pattern: '^(10|[0-9]|normal|high)$',
    default: 'normal',
    description: '0-10 (10 runs first), normal (0) or high (8).',
  })
  @Transform(asPriority)
  @IsInt({ message: 'priority must be 0-10, normal or high' })
  @Min(0)
  @Max(10)
  readonly priority: number = 0;

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Analyse again although a result is stored.' })
  @Transform(asFlag)
  @IsBoolean()
  readonly force_reanalysis: boolean = false;

  @ApiPropertyOptional({ type: Boolean, default: true, description: 'Off: no findings and no risk score.' })
  @Transform(asFlag)
  @IsBoolean()
  readonly enable_security_scan: boolean = true;

  @ApiPropertyOptional({
    type: String,
    format: 'json',
    default: '[]',
    // No `example`: Swagger UI would fill it in and send it.
    description:
      'JSON text: up to 20 `{"name", "pattern", "severity"}`, looked for in the strings. Patterns of RE2, 200 characters each. For example `[{"name":"beacon","pattern":"https?://[a-z.]+/gate","severity":"high"}]`. One that matches is a finding of that severity, and adds to the risk. Refused where the security scan is off or not in focus.',
  })
  @Transform(asPatterns)
  @IsArray({ message: 'custom_patterns must be a JSON list of {name, pattern, severity}' })
  @ArrayMaxSize(CUSTOM_PATTERN_LIMITS.patterns)
  @ValidateNested({ each: true })
  readonly custom_patterns: CustomPatternOption[] = [];

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 60,
    default: 60,
    description: 'Seconds to wait for the result before answering 202.',
  })
  @Transform(asNumber)
  @IsInt()
  @Min(0)
  @Max(60)
  readonly wait_seconds: number = 60;
}

/** What the configuration says of the time of an analysis, in seconds. */
export interface TimeLimits {
  readonly defaultTimeoutSeconds: number;
  readonly timeoutSeconds: number;
}

export function analysisOptions(request: AnalyzeRequest, limits: TimeLimits): AnalysisOptions {
  return {
    depth: request.analysis_depth,
    focusAreas: [...request.focus_areas].sort(),
    timeoutSeconds: Math.min(request.timeout_seconds ?? limits.defaultTimeoutSeconds, limits.timeoutSeconds),
    priority: request.priority,
    forceReanalysis: request.force_reanalysis,
    enableSecurityScan: request.enable_security_scan,
    customPatterns: request.custom_patterns.map(({ name, pattern, severity }) => ({ name, pattern, severity })),
  };
}
