import { applyDecorators } from '@nestjs/common';
import type { SchemaObject } from '@nestjs/swagger';
import { ApiOperation } from '@nestjs/swagger';

import { FLAG_SOURCES } from '#config/feature-flags';
import { ApiEnvelope, ApiIdentityHeaders, ApiRefusals } from '#presentation/http/contract/envelopes';

const PROPERTIES: Record<string, SchemaObject> = {
  name: { type: 'string', description: 'As in a configuration file, below `[features]`.', example: 'rate_limiting' },
  variable: { type: 'string', description: 'What sets it.', example: 'BIN2NLP_FEATURE_RATE_LIMITING' },
  enabled: { type: 'boolean' },
  source: {
    type: 'string',
    enum: [...FLAG_SOURCES],
    description: 'Where its value comes from; `environment`: a variable, or a line of an `.env` file.',
  },
  description: { type: 'string', description: 'What it switches.' },
};

export function ApiFeatures(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'What is switched on and off',
      description: 'The feature flags of the api that answers, as it was started.',
    }),
    ApiIdentityHeaders(),
    ApiEnvelope(200, 'Every flag.', {
      type: 'array',
      items: { type: 'object', required: Object.keys(PROPERTIES), properties: PROPERTIES },
    }),
    ApiRefusals('SERVICE_UNAVAILABLE'),
  );
}
