import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam } from '@nestjs/swagger';

import { ApiEnvelope, ApiIdentityHeaders, ApiRefusals } from '#presentation/http/openapi/envelopes';
import { PROGRESS_SCHEMA } from '#presentation/http/openapi/progress.schema';

export function ApiJobStatus(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'How far a job is', description: 'Small and cheap: made to be asked again and again.' }),
    ApiIdentityHeaders(),
    ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } }),
    ApiEnvelope(200, 'The state of the job.', PROGRESS_SCHEMA),
    ApiRefusals('NOT_FOUND', 'SERVICE_UNAVAILABLE'),
  );
}
