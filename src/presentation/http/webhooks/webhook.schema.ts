import type { SchemaObject } from '@nestjs/swagger';

import { DELIVERY_STATES } from '#domain/webhooks/webhook-delivery';
import { TEST_EVENT, WEBHOOK_EVENTS } from '#domain/webhooks/webhook-event';

const TIME: SchemaObject = { type: 'string', format: 'date-time' };
const MAYBE_TIME: SchemaObject = { ...TIME, nullable: true };

const PROPERTIES: Record<string, SchemaObject> = {
  id: { type: 'string', format: 'uuid' },
  url: { type: 'string' },
  events: { type: 'array', items: { type: 'string', enum: [...WEBHOOK_EVENTS] } },
  description: { type: 'string', nullable: true },
  enabled: { type: 'boolean' },
  disabled_at: MAYBE_TIME,
  disabled_because: {
    type: 'string',
    nullable: true,
    description: 'Why the service disabled it: the receiver answered 410, or took nothing for more than a day.',
  },
  created_at: TIME,
};

export const WEBHOOK_EXAMPLE = {
  id: '3f0c1a52-8d3e-4b7a-9a51-6b1f0d2c4e88',
  url: 'https://ci.example.com/bin2nlp',
  events: [...WEBHOOK_EVENTS],
  description: 'build server',
  enabled: true,
  disabled_at: null,
  disabled_because: null,
  created_at: '2026-11-30T10:00:00.000Z',
};

export const WEBHOOK_SCHEMA: SchemaObject = {
  type: 'object',
  required: Object.keys(PROPERTIES),
  properties: PROPERTIES,
  example: WEBHOOK_EXAMPLE,
};

export const CREATED_WEBHOOK_SCHEMA: SchemaObject = {
  type: 'object',
  required: [...Object.keys(PROPERTIES), 'secret'],
  properties: {
    ...PROPERTIES,
    secret: {
      type: 'string',
      pattern: '^whsec_[A-Za-z0-9+/]{43}=$',
      description: 'What messages are signed with (Standard Webhooks), shown this once.',
    },
  },
  example: { ...WEBHOOK_EXAMPLE, secret: 'whsec_q1Jx0Zb2nS9o3cYdM8Uu5Kk7Ww4Tt6Rr2Ee1Aa0Bb9E=' },
};

const ATTEMPT: SchemaObject = {
  type: 'object',
  required: ['at', 'elapsed_ms', 'status', 'fault'],
  properties: {
    at: TIME,
    elapsed_ms: { type: 'integer', minimum: 0 },
    status: { type: 'integer', nullable: true, description: 'HTTP status; null: no answer.' },
    fault: { type: 'string', nullable: true, description: 'Why it counts as failed; null: it arrived.' },
  },
};

export const DELIVERY_SCHEMA: SchemaObject = {
  type: 'object',
  required: ['id', 'type', 'state', 'created_at', 'next_attempt_at', 'attempts', 'payload'],
  properties: {
    id: { type: 'string', pattern: '^msg_[0-9a-f]{32}$', description: 'The `webhook-id` of every attempt.' },
    type: { type: 'string', enum: [...WEBHOOK_EVENTS, TEST_EVENT] },
    state: { type: 'string', enum: [...DELIVERY_STATES] },
    created_at: TIME,
    next_attempt_at: MAYBE_TIME,
    attempts: { type: 'array', items: ATTEMPT, description: 'Oldest first, the last 20.' },
    payload: { type: 'object', additionalProperties: true, description: 'What is sent.' },
  },
  example: {
    id: 'msg_0f4b1d5e6a7c8b9d0e1f2a3b4c5d6e7f',
    type: 'analysis.completed',
    state: 'delivered',
    created_at: '2026-11-30T10:00:04.000Z',
    next_attempt_at: null,
    attempts: [{ at: '2026-11-30T10:00:05.000Z', elapsed_ms: 84, status: 204, fault: null }],
    payload: {
      type: 'analysis.completed',
      timestamp: '2026-11-30T10:00:04.000Z',
      data: { job_id: '1c9e2f6a-77d0-4a7c-a1f5-2b3c4d5e6f70', status: 'completed' },
    },
  },
};
