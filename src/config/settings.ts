import { IsBoolean, IsIn, IsInt, IsString, Matches, Max, Min } from 'class-validator';

import { Described } from './described';

export const ROLES = ['api', 'worker', 'all'] as const;
export type Role = (typeof ROLES)[number];

export const ENVIRONMENTS = ['development', 'testing', 'staging', 'production'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const SANDBOX_CHOICES = ['auto', 'bwrap', 'landlock', 'off'] as const;
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export const LOG_FORMATS = ['json', 'pretty', 'compact'] as const;

/** Every setting of a kind that is counted: whole, within its range. */
function Whole(min: number, max: number): PropertyDecorator {
  return (target, property) => {
    IsInt()(target, property);
    Min(min)(target, property);
    Max(max)(target, property);
  };
}

export class ServerSettings {
  @Described('Address that the API listens on.')
  @IsString()
  readonly host: string = '127.0.0.1';

  @Described('Port that the API listens on; 0 takes a free one.')
  @Whole(0, 65_535)
  readonly port: number = 8000;

  @Described('Connections at once; a further one is closed.')
  @Whole(1, 100_000)
  readonly maxConnections: number = 1000;

  @Described('Connections that wait to be accepted.')
  @Whole(1, 65_535)
  readonly backlog: number = 1024;

  @Described('Seconds that an idle connection is kept open.')
  @Whole(1, 3600)
  readonly keepAliveSeconds: number = 75;

  @Described('Seconds without a byte from the client until its request is refused.')
  @Whole(1, 3600)
  readonly requestIdleSeconds: number = 60;

  @Described('Seconds that requests in flight get when the service stops.')
  @Whole(0, 600)
  readonly stopGraceSeconds: number = 10;
}

export class WorkerHttpSettings {
  @Described("Address of a worker's health server.")
  @IsString()
  readonly host: string = '127.0.0.1';

  @Described("Port of a worker's health server (role worker only); 0 takes a free one.")
  @Whole(0, 65_535)
  readonly port: number = 8001;
}

export class RedisSettings {
  @Described(
    'Redis of the queue and the job records (redis://, rediss:// or a socket path). Empty: a private one, in role all only.',
  )
  @Matches(/^$|^rediss?:\/\/|^unix:\/\/|^\//, {
    message: 'must be redis://…, rediss://…, unix://… or an absolute socket path',
  })
  readonly url: string = '';

  @Described('Redis of the result cache. Empty: the same one.')
  @Matches(/^$|^rediss?:\/\/|^unix:\/\/|^\//, {
    message: 'must be redis://…, rediss://…, unix://… or an absolute socket path',
  })
  readonly cacheUrl: string = '';

  @Described('Seconds to wait for a connection.')
  @Whole(1, 30)
  readonly connectTimeoutSeconds: number = 5;

  @Described('Seconds to wait for an answer to a command.')
  @Whole(1, 30)
  readonly socketTimeoutSeconds: number = 5;
}

export class StorageSettings {
  @Described('Directory of samples, temporary files and the private Redis. Api and worker must see the same one.')
  @IsString()
  @Matches(/./, { message: 'must not be empty' })
  readonly dataDir: string = '.data';

  @Described('Largest binary that is accepted, in MB of 1024 x 1024 bytes.')
  @Whole(1, 500)
  readonly maxFileSizeMb: number = 100;

  @Described('Free space that must remain in the data directory, in MB.')
  @Whole(0, 1_048_576)
  readonly minFreeSpaceMb: number = 1024;

  @Described('Overwrite a sample before it is deleted.')
  @IsBoolean()
  readonly secureFileCleanup: boolean = true;

  @Described('Minutes after which a leftover file that no live job needs is deleted.')
  @Whole(1, 10_080)
  readonly cleanupAgeMinutes: number = 60;
}

export class AnalysisSettings {
  @Described('Jobs that one worker runs at once.')
  @Whole(1, 8)
  readonly workerConcurrency: number = 2;

  @Described('Seconds that an analysis gets when the request does not say.')
  @Whole(30, 1200)
  readonly defaultTimeoutSeconds: number = 300;

  @Described(
    'Directory into which docker/install-system-packages.sh puts radare2. A radare2 >= 6 in PATH is taken when it is not there.',
  )
  @IsString()
  readonly radare2Prefix: string = '/opt/bin2nlp';

  @Described(
    'When radare2 crashes over a file or cannot run, read its headers, tables and strings without it. Off: such jobs fail.',
  )
  @IsBoolean()
  readonly enableAnalysisFallback: boolean = true;

  @Described('Directory of the rules that findings come from.')
  @IsString()
  readonly rulesDir: string = 'config/rules';

  @Described('Seconds that a running analysis gets when the worker stops; then the job goes back to the queue.')
  @Whole(0, 3600)
  readonly stopGraceSeconds: number = 30;

  @Described('How often a job is started at most, when its workers are lost.')
  @Whole(1, 10)
  readonly maxAttempts: number = 3;

  @Described('Seconds between two reports of a worker; after three missed ones it counts as lost.')
  @Whole(1, 300)
  readonly heartbeatSeconds: number = 5;

  @Described('Seconds between two runs of the reconciler that repairs what a crash left behind.')
  @Whole(1, 3600)
  readonly reconcileSeconds: number = 60;
}

export class CacheSettings {
  @Described('Hours that a result is kept.')
  @Whole(1, 168)
  readonly ttlHours: number = 24;
}

export class SandboxSettings {
  @Described('How radare2 is confined: auto takes the best tier that works here; off is refused in production.')
  @IsIn(SANDBOX_CHOICES)
  readonly tier: (typeof SANDBOX_CHOICES)[number] = 'auto';

  @Described('Address space of one radare2 process, in MB.')
  @Whole(256, 65_536)
  readonly memoryMb: number = 2048;
}

export class LoggingSettings {
  @Described('Least severe level that is logged.')
  @IsIn(LOG_LEVELS)
  readonly level: (typeof LOG_LEVELS)[number] = 'info';

  @Described('json for machines, pretty or compact (one line) for people.')
  @IsIn(LOG_FORMATS)
  readonly format: (typeof LOG_FORMATS)[number] = 'json';
}

export class FeatureSettings {
  @Described('Judge code too. Off: findings come from imports, strings and structure alone.')
  @IsBoolean()
  readonly advancedSecurityScan: boolean = true;

  @Described(
    'Load a large file a second time for its code while its structure is read. Off: one radare2 at a time per job.',
  )
  @IsBoolean()
  readonly parallelAnalysis: boolean = true;

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
}
