import { IsIn, IsOptional, IsString } from 'class-validator';

import type { PagedSection } from '#domain/document/parts';
import type { Severity } from '#domain/document/security-findings';
import { SEVERITIES } from '#domain/document/security-findings';
import type { PatternEngine } from '#domain/patterns/pattern-engine';
import { parseTextFilter } from '#domain/patterns/text-filter';
import type { SectionQuery, SortOrder } from '#domain/results/section-query';
import { SORT_ORDERS } from '#domain/results/section-query';
import { SECTION_TRAITS } from '#domain/results/section-traits';
import { DomainError } from '#domain/shared/domain-error';
import { PageRequest } from '#presentation/http/answer/paging';
import type { PartialChoice } from './partial.request';
import { PARTIAL_CHOICES } from './partial.request';

/** Sections that have a list of their own; pseudo code comes with its function. */
export type ListedSection = Exclude<PagedSection, 'decompiled'>;

/** The query of a list of findings. */
export class FindingsRequest extends PageRequest {
  @IsOptional()
  @IsIn(PARTIAL_CHOICES)
  readonly partial?: PartialChoice;

  @IsOptional()
  @IsString()
  readonly filter?: string;

  @IsOptional()
  @IsIn(SEVERITIES)
  readonly severity?: Severity;
}

/** The query of a section. */
export class SectionRequest extends PageRequest {
  @IsOptional()
  @IsIn(PARTIAL_CHOICES)
  readonly partial?: PartialChoice;

  @IsOptional()
  @IsString()
  readonly filter?: string;

  @IsOptional()
  @IsString()
  readonly type?: string;

  @IsOptional()
  @IsString()
  readonly sort?: string;

  @IsIn(SORT_ORDERS)
  readonly order: SortOrder = 'asc';
}

/** @throws DomainError `INVALID_OPTION` for what this section cannot be filtered or ordered by. */
export function sectionQuery(section: ListedSection, request: SectionRequest, patterns: PatternEngine): SectionQuery {
  const { filter, type, sort, order } = request;
  const traits = SECTION_TRAITS[section];
  oneOf('type', type, traits.types);
  oneOf('sort', sort, Object.keys(traits.sorts));
  return {
    order,
    ...(type !== undefined && { type }),
    ...(sort !== undefined && { sort }),
    ...(filter !== undefined && { filter: parseTextFilter(filter, patterns) }),
  };
}

function oneOf(field: string, value: string | undefined, choices: readonly string[]): void {
  if (value === undefined || choices.includes(value)) return;
  const message =
    choices.length === 0 ? 'There is no such option for this section.' : `must be one of ${choices.join(', ')}`;
  throw new DomainError('INVALID_OPTION', `An option is wrong: ${field}.`, {
    details: [{ field, message }],
    remediation: 'See /api/v1/docs for the options and their ranges.',
  });
}
