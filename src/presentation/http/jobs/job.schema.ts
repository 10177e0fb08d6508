import type { SchemaObject } from '@nestjs/swagger';

import { WAITING_REASONS } from '#application/analysis/queue-outlook';
import { ANALYSIS_DEPTHS } from '#domain/document/analysis-depth';
import { FOCUS_AREAS } from '#domain/document/focus-area';
import { VERDICTS } from '#domain/document/security-findings';
import { SHOWN_STAGE_STATUSES, STAGE_NAMES } from '#domain/document/stages';
import { JOB_STATUSES } from '#domain/jobs/job-status';
import { WORKER_CAPABILITIES } from '#domain/jobs/worker-capability';
import { JOB_ERROR_CODES } from '#domain/shared/domain-error';
import { ARCHITECTURES, BITS, ENDIANNESSES, EXECUTABLE_FORMATS } from '#domain/shared/executable-header';

const TIME: SchemaObject = { type: 'string', format: 'date-time' };
const MAYBE_TIME: SchemaObject = { ...TIME, nullable: true };
const TEXT: SchemaObject = { type: 'string' };
const COUNT: SchemaObject = { type: 'integer', minimum: 0 };

/** An object of which every property is always there. */
export function whole(properties: Readonly<Record<string, SchemaObject>>): SchemaObject {
  return { type: 'object', required: Object.keys(properties), properties: { ...properties } };
}

const FILE = whole({
  name: TEXT,
  size: { ...COUNT, description: 'Bytes.' },
  md5: { type: 'string', pattern: '^[0-9a-f]{32}$' },
  sha1: { type: 'string', pattern: '^[0-9a-f]{40}$' },
  sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  format: { type: 'string', enum: [...EXECUTABLE_FORMATS] },
  architecture: { type: 'string', enum: [...ARCHITECTURES] },
  bits: { type: 'integer', enum: [...BITS] },
  endianness: { type: 'string', enum: [...ENDIANNESSES] },
});

const CONFIG = whole({
  analysis_depth: { type: 'string', enum: [...ANALYSIS_DEPTHS] },
  focus_areas: { type: 'array', items: { type: 'string', enum: [...FOCUS_AREAS] } },
  timeout_seconds: COUNT,
  enable_security_scan: { type: 'boolean' },
  force_reanalysis: { type: 'boolean' },
  custom_patterns: { type: 'array', items: TEXT, description: 'Their names.' },
});

const STAGE = whole({
  name: { type: 'string', enum: [...STAGE_NAMES] },
  status: { type: 'string', enum: [...SHOWN_STAGE_STATUSES] },
  elapsed_ms: { ...COUNT, nullable: true },
  reason: { type: 'string', nullable: true, description: 'Why it is not ok.' },
});

const ERROR: SchemaObject = {
  ...whole({ code: { type: 'string', enum: [...JOB_ERROR_CODES] }, message: TEXT }),
  nullable: true,
};

export const JOB_SCHEMA = whole({
  id: { type: 'string', format: 'uuid' },
  api_key_id: { type: 'string', description: 'The key that submitted it; `local` while authentication is off.' },
  status: { type: 'string', enum: [...JOB_STATUSES] },
  progress: { type: 'integer', minimum: 0, maximum: 100 },
  stage: { type: 'string', nullable: true, enum: [...STAGE_NAMES, null] },
  queue_position: {
    ...COUNT,
    nullable: true,
    description: 'Runs that begin before it, of small jobs for a small one; null when it does not wait.',
  },
  estimated_completion: {
    ...MAYBE_TIME,
    description:
      'From what runs of its depth, format and size usually take and took lately, the queue before it and the workers that are there; for a run that takes longer, from how far it is. Null once it has ended and while no worker is there that can take it.',
  },
  waiting_reason: {
    type: 'string',
    nullable: true,
    enum: [...WAITING_REASONS, null],
    description:
      'Why it waits for more than its turn: no worker is there, or none that can take it. It runs when one comes. Null otherwise.',
  },
  missing_capabilities: {
    type: 'array',
    items: TEXT,
    description: `What the workers that are there lack for it, such as ${WORKER_CAPABILITIES.join(', ')}; empty otherwise.`,
  },
  priority: { type: 'integer', minimum: 0, maximum: 10 },
  created_at: TIME,
  updated_at: TIME,
  started_at: MAYBE_TIME,
  completed_at: MAYBE_TIME,
  worker_id: { type: 'string', nullable: true },
  attempts: { ...COUNT, description: 'How often a worker has started it, those included that handed it back.' },
  cached: { type: 'boolean', description: 'Answered from a result that was there, or from the run of another job.' },
  risk: {
    type: 'number',
    minimum: 0,
    maximum: 10,
    nullable: true,
    description:
      'The risk score of its result. Null before it has completed, and where no security scan was asked for.',
  },
  verdict: { type: 'string', nullable: true, enum: [...VERDICTS, null], description: 'The score in a word.' },
  file: FILE,
  analysis_config: CONFIG,
  stages: { type: 'array', items: STAGE },
  error: ERROR,
  status_url: TEXT,
  result_url: TEXT,
  events_url: TEXT,
});

export const JOB_EXAMPLE = {
  id: '6f1a2f0e-3c55-4d6e-9c6a-0f4f9a1b2c3d',
  api_key_id: 'local',
  status: 'processing',
  progress: 35,
  stage: 'code',
  queue_position: null,
  estimated_completion: '2026-01-15T12:00:09.500Z',
  waiting_reason: null,
  missing_capabilities: [],
  priority: 0,
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:04.200Z',
  started_at: '2026-01-15T12:00:01.000Z',
  completed_at: null,
  worker_id: 'host-1a2b3c4d',
  attempts: 1,
  cached: false,
  risk: null,
  verdict: null,
  file: {
    name: 'hello.elf',
    size: 16384,
    md5: 'a'.repeat(32),
    sha1: 'b'.repeat(40),
    sha256: 'c'.repeat(64),
    format: 'elf',
    architecture: 'x86_64',
    bits: 64,
    endianness: 'little',
  },
  analysis_config: {
    analysis_depth: 'standard',
    focus_areas: [],
    timeout_seconds: 300,
    enable_security_scan: true,
    force_reanalysis: false,
    custom_patterns: [],
  },
  stages: [{ name: 'code', status: 'running', elapsed_ms: null, reason: null }],
  error: null,
  status_url: '/api/v1/jobs/6f1a2f0e-3c55-4d6e-9c6a-0f4f9a1b2c3d/status',
  result_url: '/api/v1/analyze/6f1a2f0e-3c55-4d6e-9c6a-0f4f9a1b2c3d',
  events_url: '/api/v1/jobs/6f1a2f0e-3c55-4d6e-9c6a-0f4f9a1b2c3d/events',
};
