import { Controller, Get, HttpCode, HttpStatus, Post, Req } from '@nestjs/common';
import type { Request } from 'express';

import { CacheAdministration } from '#application/ports/cache-administration.port';
import { AppConfig } from '#config/app-config';
import { SECOND_MS } from '#domain/shared/quantities';
import { AdminRoute } from '#presentation/http/access/access-rules';
import { Audited } from '#presentation/http/access/audited';
import type { Answer } from '#presentation/http/answer/envelope';
import { readJson } from '#presentation/http/body/json-body';
import { validated } from '#presentation/http/body/validated';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { ApiCacheStatistics, ApiInvalidateCache } from './cache.openapi';
import { InvalidateCacheRequest, selectionOf } from './invalidate-cache.request';

@ApiTag('admin')
@AdminRoute()
@Controller('api/v1/admin/cache')
export class CacheController {
  constructor(
    private readonly cache: CacheAdministration,
    private readonly config: AppConfig,
  ) {}

  @Get()
  @ApiCacheStatistics()
  async statistics(): Promise<Answer<object>> {
    const { entries, bytes, plainBytes, maxBytes, hits, misses, averageTtlMs } = await this.cache.statistics();
    return {
      data: {
        entries,
        bytes,
        max_bytes: maxBytes,
        hits,
        misses,
        hit_rate: hits + misses === 0 ? null : hits / (hits + misses),
        average_ttl: Math.round(averageTtlMs / SECOND_MS),
        compression_ratio: plainBytes === 0 ? null : bytes / plainBytes,
      },
    };
  }

  @Post('invalidate')
  @HttpCode(HttpStatus.OK)
  @Audited('invalidate_cache')
  @ApiInvalidateCache()
  async invalidate(@Req() request: Request): Promise<Answer<object>> {
    const wanted = validated(InvalidateCacheRequest, await readJson(request, this.config.server));
    return { data: { invalidated: await this.cache.invalidate(selectionOf(wanted)) } };
  }
}
