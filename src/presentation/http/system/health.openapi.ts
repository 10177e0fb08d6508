import { applyDecorators } from '@nestjs/common';
import type { SchemaObject } from '@nestjs/swagger';
import { ApiOperation } from '@nestjs/swagger';

import { DEPENDENCY_STATUSES } from '#application/ports/dependency-check.port';
import { ENVIRONMENTS, ROLES } from '#config/settings/process';
import { ApiEnvelope, ApiIdentityHeaders } from '#presentation/http/contract/envelopes';

const STATUS: SchemaObject = { type: 'string', enum: [...DEPENDENCY_STATUSES] };

const HEALTH: SchemaObject = {
  type: 'object',
  required: ['service', 'status', 'role', 'environment', 'dependencies'],
  properties: {
    service: { type: 'string', enum: ['bin2nlp'] },
    status: STATUS,
    role: { type: 'string', enum: [...ROLES] },
    environment: { type: 'string', enum: [...ENVIRONMENTS] },
    dependencies: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['status', 'latency_ms', 'critical', 'has_fallback', 'detail'],
        properties: {
          status: STATUS,
          latency_ms: { type: 'integer', minimum: 0 },
          critical: { type: 'boolean' },
          has_fallback: { type: 'boolean' },
          detail: { type: 'string', nullable: true },
        },
      },
    },
  },
};

const READY: SchemaObject = {
  type: 'object',
  required: ['status', 'unavailable'],
  properties: {
    status: { type: 'string', enum: ['ready'] },
    unavailable: {
      type: 'array',
      description:
        'Dependencies that do not work, by their names in /api/v1/health, which tells why. What needs them is refused or done without ' +
        'them: without libmagic the File Magic API answers 503, and analyses go on.',
      items: { type: 'string' },
    },
  },
};

function states(...names: readonly string[]): SchemaObject {
  return { type: 'object', required: ['status'], properties: { status: { type: 'string', enum: [...names] } } };
}

export function ApiHealth(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'State of the service and of each thing that it needs' }),
    ApiIdentityHeaders(),
    ApiEnvelope(200, 'Healthy, or degraded: something that is not critical is wrong.', HEALTH),
    ApiEnvelope(503, 'Unhealthy: a critical dependency is away.', HEALTH),
  );
}

export function ApiLive(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'Whether the process answers; touches no dependency' }),
    ApiIdentityHeaders(),
    ApiEnvelope(200, 'Alive.', states('alive')),
  );
}

export function ApiReady(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'Whether requests should be sent here' }),
    ApiIdentityHeaders(),
    ApiEnvelope(200, 'Ready.', READY),
    ApiEnvelope(503, 'Not ready, or stopping.', states('not ready', 'stopping')),
  );
}
