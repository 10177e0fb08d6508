import { Controller, Get } from '@nestjs/common';

import { RuleBook } from '#application/ports/rule-book.port';
import { AppConfig } from '#config/app-config';
import { CUSTOM_PATTERN_LIMITS } from '#domain/findings/custom-patterns';
import { ARCHITECTURES, EXECUTABLE_KINDS } from '#domain/shared/executable-header';
import { MB } from '#domain/shared/quantities';
import { SYNCHRONOUS_BYTES } from '#presentation/http/analysis/hybrid-answer';
import type { Answer } from '#presentation/http/answer/envelope';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { ApiFormats, DEPTHS, FOCUS, FORMATS } from './formats.openapi';

@ApiTag('system')
@Controller('api/v1/formats')
export class FormatsController {
  private readonly data: object;

  constructor(config: AppConfig, { rules: { rules } }: RuleBook) {
    const { timeoutSeconds, defaultTimeoutSeconds } = config.analysis;
    this.data = {
      formats: FORMATS,
      kinds: EXECUTABLE_KINDS,
      architectures: ARCHITECTURES.filter((name) => name !== 'unknown'),
      analysis_depths: DEPTHS,
      focus_areas: FOCUS,
      finding_rules: rules.map(({ id }) => id).sort(),
      limits: {
        max_file_size_bytes: config.storage.maxFileSizeMb * MB,
        max_synchronous_bytes: SYNCHRONOUS_BYTES,
        timeout_seconds: {
          minimum: 30,
          maximum: Math.min(1200, timeoutSeconds),
          default: Math.min(defaultTimeoutSeconds, timeoutSeconds),
        },
        wait_seconds: { minimum: 0, maximum: 60, default: 60 },
        priority: { minimum: 0, maximum: 10, default: 0 },
        custom_patterns: {
          max_patterns: CUSTOM_PATTERN_LIMITS.patterns,
          max_pattern_length: CUSTOM_PATTERN_LIMITS.pattern,
        },
      },
    };
  }

  @Get()
  @ApiFormats()
  read(): Answer<object> {
    return { data: this.data };
  }
}
