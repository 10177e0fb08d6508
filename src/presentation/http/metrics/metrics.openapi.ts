import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse } from '@nestjs/swagger';

import { ApiIdentityHeaders, ApiRefusals } from '#presentation/http/contract/envelopes';

export function ApiMetrics(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Figures for the monitoring',
      description:
        'In the text format of Prometheus, without an envelope. Of this process alone: ask each api and worker.',
    }),
    ApiIdentityHeaders(),
    ApiProduces('text/plain'),
    ApiResponse({
      status: 200,
      description: 'Counters, histograms and gauges.',
      headers: { 'Cache-Control': { description: 'Always new.', schema: { type: 'string', enum: ['no-store'] } } },
      content: {
        'text/plain': {
          schema: { type: 'string' },
          example: '# TYPE active_workers gauge\nactive_workers 2\n',
        },
      },
    }),
    ApiRefusals(),
  );
}
