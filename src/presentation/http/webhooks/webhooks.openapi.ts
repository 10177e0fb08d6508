import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiOperation, ApiParam, getSchemaPath } from '@nestjs/swagger';

import { ApiPagedEnvelope } from '#presentation/http/answer/paging';
import { ApiEnvelope, ApiIdentityHeaders, ApiRefusals } from '#presentation/http/contract/envelopes';
import { ChangeWebhookRequest, CreateWebhookRequest } from './webhook.request';
import { CREATED_WEBHOOK_SCHEMA, WEBHOOK_SCHEMA } from './webhook.schema';

const OF_BODIES = ['INVALID_OPTION', 'REQUEST_TIMEOUT', 'FILE_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const;

export const ApiWebhookId = (): MethodDecorator =>
  ApiParam({ name: 'id', description: 'The id of the webhook.', schema: { type: 'string', format: 'uuid' } });

export function ApiCreateWebhook(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Have a receiver told when jobs of this key end',
      description:
        'Each message is sent by POST and signed as [Standard Webhooks](https://www.standardwebhooks.com) say, at least once: again after 5 seconds, 5 and 30 minutes, 2, 5, 10 and 10 hours until the receiver answers 2xx. Redirects are not followed. The answer shows the secret, this once.',
    }),
    ApiIdentityHeaders(),
    ApiExtraModels(CreateWebhookRequest),
    ApiConsumes('application/json'),
    ApiBody({ required: true, schema: { $ref: getSchemaPath(CreateWebhookRequest) } }),
    ApiEnvelope(201, 'The webhook was made.', CREATED_WEBHOOK_SCHEMA),
    ApiRefusals(...OF_BODIES, 'LIMIT_REACHED', 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiWebhooks(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: "The caller's webhooks, oldest first" }),
    ApiIdentityHeaders(),
    ApiPagedEnvelope('A page of webhooks.', WEBHOOK_SCHEMA),
    ApiRefusals('INVALID_OPTION', 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiWebhook(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'A webhook' }),
    ApiIdentityHeaders(),
    ApiWebhookId(),
    ApiEnvelope(200, 'The webhook.', WEBHOOK_SCHEMA),
    ApiRefusals('NOT_FOUND', 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiChangeWebhook(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'Change, disable or enable a webhook', description: 'What is absent stays as it is.' }),
    ApiIdentityHeaders(),
    ApiWebhookId(),
    ApiExtraModels(ChangeWebhookRequest),
    ApiConsumes('application/json'),
    ApiBody({ required: true, schema: { $ref: getSchemaPath(ChangeWebhookRequest) } }),
    ApiEnvelope(200, 'The webhook as it is now.', WEBHOOK_SCHEMA),
    ApiRefusals('NOT_FOUND', ...OF_BODIES, 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiDeleteWebhook(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Delete a webhook with its deliveries',
      description: 'What waits to be sent to it is not sent any more.',
    }),
    ApiIdentityHeaders(),
    ApiWebhookId(),
    ApiEnvelope(200, 'The webhook that was deleted.', WEBHOOK_SCHEMA),
    ApiRefusals('NOT_FOUND', 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiRotateWebhook(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Give a webhook a new secret',
      description:
        'For a day messages carry a signature by the one before as well, so that receivers have time to change.',
    }),
    ApiIdentityHeaders(),
    ApiWebhookId(),
    ApiEnvelope(200, 'The webhook with its new secret.', CREATED_WEBHOOK_SCHEMA),
    ApiRefusals('NOT_FOUND', 'SERVICE_UNAVAILABLE'),
  );
}
