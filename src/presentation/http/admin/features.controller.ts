import { Controller, Get } from '@nestjs/common';

import { AppConfig } from '#config/app-config';
import type { FeatureFlag } from '#config/feature-flags';
import { featureFlags } from '#config/feature-flags';
import { AdminRoute } from '#presentation/http/access/access-rules';
import type { Answer } from '#presentation/http/answer/envelope';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { ApiFeatures } from './features.openapi';

/** What is switched on and off in this process. */
@ApiTag('admin')
@AdminRoute()
@Controller('api/v1/admin/features')
export class FeaturesController {
  constructor(private readonly config: AppConfig) {}

  @Get()
  @ApiFeatures()
  read(): Answer<readonly FeatureFlag[]> {
    return { data: featureFlags(this.config.features) };
  }
}
