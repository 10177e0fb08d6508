import { Type } from 'class-transformer';
import { IsIn, ValidateNested } from 'class-validator';

import { AnalysisSettings } from '#config/settings/analysis';
import { AuthSettings } from '#config/settings/auth';
import { BatchSettings } from '#config/settings/batch';
import { BucketSettings } from '#config/settings/bucket';
import { FeatureSettings } from '#config/settings/features';
import { LoggingSettings } from '#config/settings/logging';
import { MetricsSettings } from '#config/settings/metrics';
import { PressureSettings } from '#config/settings/pressure';
import type { Environment, Role } from '#config/settings/process';
import { ENVIRONMENTS, ROLES } from '#config/settings/process';
import { RedisSettings } from '#config/settings/redis';
import { SandboxSettings } from '#config/settings/sandbox';
import { ServerSettings } from '#config/settings/server';
import { StorageSettings } from '#config/settings/storage';
import { TracingSettings } from '#config/settings/tracing';
import { WebhookSettings } from '#config/settings/webhooks';
import { WorkerHttpSettings } from '#config/settings/worker-http';
import { CacheSettings } from './settings/cache';
import { Described } from './settings/described';
import { MagicSettings } from './settings/magic';
import { McpSettings } from './settings/mcp';
import { RateLimitSettings } from './settings/rate-limit';

/** The whole configuration, read once at start, then passed on. */
export class AppConfig {
  @Described('What this process does: api, worker, or all of it.')
  @IsIn(ROLES)
  readonly role: Role = 'all';

  @Described('Picks config/{environment}.toml and how strict the start is.')
  @IsIn(ENVIRONMENTS)
  readonly environment: Environment = 'development';

  @ValidateNested()
  @Type(() => ServerSettings)
  readonly server: ServerSettings = new ServerSettings();

  @ValidateNested()
  @Type(() => WorkerHttpSettings)
  readonly workerHttp: WorkerHttpSettings = new WorkerHttpSettings();

  @ValidateNested()
  @Type(() => RedisSettings)
  readonly redis: RedisSettings = new RedisSettings();

  @ValidateNested()
  @Type(() => StorageSettings)
  readonly storage: StorageSettings = new StorageSettings();

  @ValidateNested()
  @Type(() => BucketSettings)
  readonly bucket: BucketSettings = new BucketSettings();

  @ValidateNested()
  @Type(() => BatchSettings)
  readonly batch: BatchSettings = new BatchSettings();

  @ValidateNested()
  @Type(() => AnalysisSettings)
  readonly analysis: AnalysisSettings = new AnalysisSettings();

  @ValidateNested()
  @Type(() => CacheSettings)
  readonly cache: CacheSettings = new CacheSettings();

  @ValidateNested()
  @Type(() => AuthSettings)
  readonly auth: AuthSettings = new AuthSettings();

  @ValidateNested()
  @Type(() => MagicSettings)
  readonly magic: MagicSettings = new MagicSettings();

  @ValidateNested()
  @Type(() => McpSettings)
  readonly mcp: McpSettings = new McpSettings();

  @ValidateNested()
  @Type(() => RateLimitSettings)
  readonly rateLimit: RateLimitSettings = new RateLimitSettings();

  @ValidateNested()
  @Type(() => SandboxSettings)
  readonly sandbox: SandboxSettings = new SandboxSettings();

  @ValidateNested()
  @Type(() => PressureSettings)
  readonly pressure: PressureSettings = new PressureSettings();

  @ValidateNested()
  @Type(() => MetricsSettings)
  readonly metrics: MetricsSettings = new MetricsSettings();

  @ValidateNested()
  @Type(() => TracingSettings)
  readonly tracing: TracingSettings = new TracingSettings();

  @ValidateNested()
  @Type(() => LoggingSettings)
  readonly logging: LoggingSettings = new LoggingSettings();

  @ValidateNested()
  @Type(() => WebhookSettings)
  readonly webhooks: WebhookSettings = new WebhookSettings();

  @ValidateNested()
  @Type(() => FeatureSettings)
  readonly features: FeatureSettings = new FeatureSettings();
}
