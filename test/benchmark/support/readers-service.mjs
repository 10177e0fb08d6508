// The service as it is started, on a Redis and a data directory of its own, with one large result in its cache; and in the same
// process a bare Nest application with one route.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
require('reflect-metadata');
const dist = (path) => require(`../../../dist/${path}.js`);
const { loadConfig } = dist('config/load-config');
const { FeatureSettings } = dist('config/settings/features');
const { startService } = dist('bootstrap/start-service');
const { RedisConnections } = dist('infrastructure/redis/connection/redis-connections');
const { JobStore } = dist('application/ports/job-store.port');
const { ResultCache } = dist('application/ports/result-cache.port');
const { Module, Controller, Get } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');

const dataDir = mkdtempSync(join(tmpdir(), 'bin2nlp-bench-'));
const rootDir = fileURLToPath(new URL('../../../', import.meta.url));
const config = loadConfig({
  rootDir,
  variables: {
    BIN2NLP_ENVIRONMENT: 'testing',
    BIN2NLP_STORAGE__DATA_DIR: dataDir,
    BIN2NLP_SERVER__PORT: '0',
    // As in production: every answer is logged.
    BIN2NLP_LOGGING__LEVEL: 'info',
    BIN2NLP_LOGGING__FORMAT: 'json',
    // More than one client may ask for is what is to be measured.
    ...('rateLimiting' in new FeatureSettings() ? { BIN2NLP_FEATURE_RATE_LIMITING: 'off' } : {}),
  },
});
const service = await startService(config, { path: process.env.PATH ?? '' });
const { app } = service;
const id = await storeResult(Number(process.argv[2]));
const bare = await bareApplication();
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
process.on('message', (question) => {
  if (question === 'reset') delay.reset();
  // What it measures includes its own interval.
  process.send({ stall: Math.max(0, delay.max / 1e6 - 10), resident: process.memoryUsage.rss() });
});
process.once('SIGTERM', async () => {
  await bare.close();
  await service.close();
  rmSync(dataDir, { recursive: true, force: true });
  process.exit(0);
});
process.send({ url: service.url, bareUrl: `${await bare.getUrl()}/bare`, id });

/** A result as a standard analysis of a very large program makes it, and a job that it answers. */
async function storeResult(count) {
  const { randomUUID } = await import('node:crypto');
  const jobId = randomUUID();
  const content = 'b'.repeat(64);
  const file = {
    name: 'large.elf',
    size: 60_000_000,
    md5: 'a'.repeat(32),
    sha1: 'b'.repeat(40),
    sha256: 'd'.repeat(64),
  };
  await app.get(ResultCache).put(content, documentOf(count, file), 3_600_000);
  const now = Date.now();
  await app.get(JobStore).create({
    id: jobId,
    ownerId: 'local',
    status: 'completed',
    file: {
      ...file,
      header: { format: 'elf', architecture: 'x86_64', bits: 64, endianness: 'little', kind: 'executable' },
      intakeMs: 1,
    },
    options: {
      depth: 'standard',
      focusAreas: [],
      timeoutSeconds: 300,
      priority: 0,
      forceReanalysis: false,
      enableSecurityScan: true,
      customPatterns: [],
    },
    requestId: randomUUID(),
    correlationId: randomUUID(),
    createdAt: now,
    updatedAt: now,
    startedAt: now,
    completedAt: now,
    attempts: 1,
    progress: 100,
    cached: false,
    contentKey: content,
  });
  return jobId;
}

function documentOf(count, file) {
  const place = (index) => ({
    address: `0x${(0x401000 + index * 96).toString(16)}`,
    name: `fcn.${(0x401000 + index * 96).toString(16).padStart(8, '0')}`,
  });
  const functions = Array.from({ length: count }, (_, index) => ({
    ...place(index),
    size: 16 + ((index * 7919) % 4096),
    type: 'function',
    source: 'unwind',
    complexity_score: 1 + ((index * 31) % 60),
    basic_blocks: 1 + ((index * 31) % 90),
    edges: 1 + ((index * 31) % 140),
    instructions: 5 + ((index * 7919) % 1000),
    calls_to: Array.from({ length: index % 5 }, (__, call) => place((index * 13 + call * 101) % count)),
    calls_from: Array.from({ length: index % 3 }, (__, call) => place((index * 17 + call * 103) % count)),
    strings: index % 4 === 0 ? [{ address: '0x500000', content: `message ${index} of the program` }] : [],
    imports: index % 6 === 0 ? ['malloc', 'free'] : [],
    fingerprint: `${index.toString(16).padStart(8, '0')}`.repeat(8),
  }));
  const counts = {
    functions: count,
    strings: 0,
    imports: 0,
    exports: 0,
    sections: 0,
    decompiled: 0,
    segments: 0,
    libraries: 0,
  };
  const finding = (index) => ({
    id: `finding-${index}`,
    title: 'Something that stands out',
    severity: 'low',
    category: 'network',
    description: 'What it means.',
    evidence: [],
    attack: [],
    confidence: 0.5,
  });
  return {
    schema_version: '1.0',
    success: true,
    confidence: 0.9,
    confidence_reasons: [],
    not_analysed: [],
    metadata: {
      job_id: '',
      analysis_config: {
        analysis_depth: 'standard',
        focus_areas: [],
        timeout_seconds: 300,
        enable_security_scan: true,
        custom_patterns: [],
      },
      started_at: new Date().toISOString(),
      completed_at: new Date().toISOString(),
      duration_ms: 1,
      engine: 'radare2',
      radare2_version: '6',
      engine_version: 'bench',
      rules_version: 'bench',
      sandbox: 'bwrap',
      stages: [],
      truncated: [],
      file: {
        ...file,
        format: 'elf',
        kind: 'executable',
        architecture: 'x86_64',
        bits: 64,
        endianness: 'little',
        description: 'ELF',
        stripped: true,
        static: false,
        signed: false,
      },
    },
    summary: {
      counts,
      hardening: {},
      libraries: [],
      notable_imports: {},
      risk_score: 1,
      top_findings: [],
      capabilities: [],
      narrative: 'A program.',
      narrative_sources: [],
    },
    security_findings: {
      risk_score: 1,
      findings: Array.from({ length: 12 }, (_, index) => finding(index)),
      network_indicators: [],
      file_operations: [],
      registry_operations: [],
      process_operations: [],
      crypto_indicators: [],
      anti_analysis: [],
      suspicious_patterns: [],
      packers: [],
      custom_pattern_matches: [],
      contributions: [],
    },
    sections: [],
    segments: [],
    libraries: [],
    resources: [],
    functions,
    strings: [],
    imports: [],
    exports: [],
    decompiled: [],
  };
}

/** The same framework with nothing in it but one route that reads one key. */
async function bareApplication() {
  const redis = app.get(RedisConnections).commands;
  await redis.set('bench:bare', JSON.stringify({ answer: 'x'.repeat(200) }));
  class BareController {
    async read() {
      return JSON.parse(await redis.get('bench:bare'));
    }
  }
  Controller()(BareController);
  Get('bare')(BareController.prototype, 'read', Object.getOwnPropertyDescriptor(BareController.prototype, 'read'));
  class BareModule {}
  Module({ controllers: [BareController] })(BareModule);
  const own = await NestFactory.create(BareModule, { logger: false });
  await own.listen(0, '127.0.0.1');
  return own;
}
