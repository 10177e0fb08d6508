import { IsBoolean } from 'class-validator';

import { Described } from './described';

export class FeatureSettings {
  @Described('Judge code too. Off: findings come from imports, strings and structure alone.')
  @IsBoolean()
  readonly advancedSecurityScan: boolean = true;

  @Described(
    'Look through the bytes of a large file in a thread of their own, and load it a second time for its code while its structure is read. Off: one thread and one radare2 at a time per job.',
  )
  @IsBoolean()
  readonly parallelAnalysis: boolean = true;

  @Described(
    'Ask for an API key. Off, refused in production: every request acts as one local key of the role admin. On in staging and production.',
  )
  @IsBoolean()
  readonly apiAuthentication: boolean = false;

  @Described('Hold every key to its rate limits. Off is refused in production. On in staging and production.')
  @IsBoolean()
  readonly rateLimiting: boolean = false;

  @Described(
    'Answer the same content with the same options from the stored result. Off: a result serves only its own job.',
  )
  @IsBoolean()
  readonly analysisCaching: boolean = true;

  @Described('Say the cause of a fault of ours in the answer, not only in the log.')
  @IsBoolean()
  readonly detailedErrorResponses: boolean = false;

  @Described('Store results compressed.')
  @IsBoolean()
  readonly resultCompression: boolean = true;

  @Described('Answer 202 for what takes long. Off: every submission waits for its end.')
  @IsBoolean()
  readonly backgroundProcessing: boolean = true;

  @Described('Serve language models by the Model Context Protocol, at /mcp. Off: no /mcp.')
  @IsBoolean()
  readonly mcp: boolean = true;

  @Described('Tell receivers that keys name of jobs that have ended. Off: no /api/v1/webhooks, and nothing is sent.')
  @IsBoolean()
  readonly webhooks: boolean = true;

  @Described('Serve the console to browsers, at /. Off: a page that leads to the documentation.')
  @IsBoolean()
  readonly console: boolean = true;

  @Described('Record figures for the monitoring and serve them. Off: no /metrics.')
  @IsBoolean()
  readonly performanceMetrics: boolean = true;

  @Described('Log what only helps to find a fault. Off: info and above; refused in production.')
  @IsBoolean()
  readonly debugLogging: boolean = false;
}
