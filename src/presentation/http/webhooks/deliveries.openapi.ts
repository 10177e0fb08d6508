import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam } from '@nestjs/swagger';

import { ApiPagedEnvelope } from '#presentation/http/answer/paging';
import { ApiEnvelope, ApiIdentityHeaders, ApiRefusals } from '#presentation/http/contract/envelopes';
import { DELIVERY_SCHEMA } from './webhook.schema';
import { ApiWebhookId } from './webhooks.openapi';

const ApiDeliveryId = (): MethodDecorator =>
  ApiParam({ name: 'delivery', description: 'The id of the delivery.', schema: { type: 'string' } });

export function ApiTestWebhook(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'Send a message of the type `webhook.test`', description: 'To see whether it arrives.' }),
    ApiIdentityHeaders(),
    ApiWebhookId(),
    ApiEnvelope(202, 'It is sent at once; `GET …/deliveries/{delivery}` says what became of it.', DELIVERY_SCHEMA),
    ApiRefusals('NOT_FOUND', 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiDeliveries(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'What was sent to a webhook, newest first',
      description: 'The last 1,000 deliveries, for seven days.',
    }),
    ApiIdentityHeaders(),
    ApiWebhookId(),
    ApiPagedEnvelope('A page of deliveries.', DELIVERY_SCHEMA),
    ApiRefusals('INVALID_OPTION', 'NOT_FOUND', 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiDelivery(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'A delivery with its attempts' }),
    ApiIdentityHeaders(),
    ApiWebhookId(),
    ApiDeliveryId(),
    ApiEnvelope(200, 'The delivery.', DELIVERY_SCHEMA),
    ApiRefusals('NOT_FOUND', 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiReplayDelivery(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Send a delivery again',
      description: 'With the same id and payload, from the first attempt on, whatever became of it.',
    }),
    ApiIdentityHeaders(),
    ApiWebhookId(),
    ApiDeliveryId(),
    ApiEnvelope(202, 'It is sent at once.', DELIVERY_SCHEMA),
    ApiRefusals('NOT_FOUND', 'SERVICE_UNAVAILABLE'),
  );
}
