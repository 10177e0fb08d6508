import { Transform } from 'class-transformer';
import { ArrayUnique, IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';

import { IMPORT_CATEGORIES } from '#domain/document/import-category';
import type { FactKind, FactTag } from '#domain/report/fact';
import { REPORT_KINDS } from '#domain/report/fact';
import type { ReportFormat } from '#domain/report/rendering';
import { REPORT_FORMATS } from '#domain/report/rendering';
import type { Tokenizer } from '#domain/report/token-counter';
import { TOKENIZERS } from '#domain/report/token-counter';
import { WholeNumber } from '#presentation/http/body/whole-number';

export const TOKEN_BUDGET = { least: 500, most: 100_000, report: 4000, survey: 2000 } as const;
const LONGEST_CURSOR = 64;
const MOST_NAMES = 32;

/** `a,b`, or the name repeated; anything else stays and is refused by its validator. */
export function CommaList(names: readonly string[]): PropertyDecorator {
  const asList = ({ value }: { value: unknown }): unknown =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).slice(0, MOST_NAMES).flatMap((part) => {
      if (typeof part !== 'string') return [part];
      return part === '' ? [] : part.split(',', MOST_NAMES).map((name) => name.trim());
    });
  return (target, property) => {
    Transform(asList)(target, property);
    for (const decorate of [IsArray(), ArrayUnique(), IsIn(names, { each: true })]) decorate(target, property);
  };
}

/** What every page of facts takes. */
export class FactPageRequest {
  @IsOptional()
  @IsIn(REPORT_FORMATS)
  readonly format?: ReportFormat;

  @WholeNumber(TOKEN_BUDGET.least, TOKEN_BUDGET.most)
  readonly max_tokens: number = TOKEN_BUDGET.report;

  @IsIn(TOKENIZERS)
  readonly tokenizer: Tokenizer = 'o200k_base';

  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CURSOR)
  readonly cursor?: string;

  /** In a body, a truth value will do. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'boolean' ? String(value) : value))
  @IsIn(['true', 'false'])
  readonly show_suspicious: 'true' | 'false' = 'false';

  @IsIn(['true', 'false'])
  readonly download: 'true' | 'false' = 'false';
}

/** The query of a report. */
export class ReportRequest extends FactPageRequest {
  @CommaList(IMPORT_CATEGORIES)
  readonly focus: readonly FactTag[] = [];

  @CommaList(REPORT_KINDS)
  readonly kinds: readonly FactKind[] = [];
}

/** The query of a survey. */
export class SurveyRequest extends ReportRequest {
  @WholeNumber(TOKEN_BUDGET.least, TOKEN_BUDGET.most)
  override readonly max_tokens: number = TOKEN_BUDGET.survey;
}
