import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';

import type { CacheSelection } from '#application/ports/cache-administration.port';
import { engineTag } from '#domain/results/result-tags';
import { DomainError } from '#domain/shared/domain-error';

/** Which results are to go: one of these. */
export class InvalidateCacheRequest {
  @ApiPropertyOptional({
    description: 'Fits tags or the key of a result as a whole; `*` any text, `?` one character.',
    example: 'sha256:d41d*',
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  readonly pattern?: string;

  @ApiPropertyOptional({
    description: '`engine:…`, `rules:…`, `format:…`, `depth:…`, `sha256:…`.',
    example: 'format:elf',
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  readonly tag?: string;

  @ApiPropertyOptional({ description: '`metadata.engine_version` of the results.', example: 'r2-6.1.8/recipes-9' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  readonly engine_version?: string;
}

/** @throws DomainError `INVALID_OPTION` unless it is exactly one. */
export function selectionOf({ pattern, tag, engine_version: engine }: InvalidateCacheRequest): CacheSelection {
  const given: CacheSelection[] = [
    ...(pattern === undefined ? [] : [{ pattern }]),
    ...(tag === undefined ? [] : [{ tag }]),
    ...(engine === undefined ? [] : [{ tag: engineTag(engine) }]),
  ];
  const [selection] = given;
  if (selection !== undefined && given.length === 1) return selection;
  throw new DomainError('INVALID_OPTION', 'Say which results by one of pattern, tag and engine_version.', {
    details: ['pattern', 'tag', 'engine_version'].map((field) => ({ field, message: 'exactly one of them is needed' })),
    remediation: 'Send {"pattern": "*"} for all of them.',
  });
}
