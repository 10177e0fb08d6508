import { IsBoolean, IsIn, IsString, Matches } from 'class-validator';

import { Described } from './described';
import { Whole } from './whole';

export const ROLES = ['api', 'worker', 'all'] as const;
export type Role = (typeof ROLES)[number];

export const ENVIRONMENTS = ['development', 'testing', 'staging', 'production'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const SANDBOX_CHOICES = ['auto', 'bwrap', 'landlock', 'off'] as const;

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

  @Described('Seconds that an upload may be slower than min_upload_kb_per_second.')
  @Whole(1, 3600)
  readonly slowUploadSeconds: number = 60;

  @Described('Seconds that an upload may be slower than min_upload_kb_per_second while another waits for its place.')
  @Whole(1, 3600)
  readonly crowdedUploadSeconds: number = 5;

  @Described(
    'KB of 1024 bytes a second that an upload must reach on average after slow_upload_seconds, and lately where another waits for its place; 0: any.',
  )
  @Whole(0, 1_048_576)
  readonly minUploadKbPerSecond: number = 64;

  @Described('Seconds without progress until the connection of a client that does not read its answer is closed.')
  @Whole(1, 3600)
  readonly responseIdleSeconds: number = 60;

  @Described('Longest URI that is accepted, in bytes.')
  @Whole(256, 65_536)
  readonly maxUriBytes: number = 8192;

  @Described('Largest headers that are accepted, all together, in bytes.')
  @Whole(1024, 65_536)
  readonly maxHeaderBytes: number = 16_384;

  @Described('Largest JSON body that is accepted, in KB of 1024 bytes.')
  @Whole(1, 102_400)
  readonly maxJsonKb: number = 1024;

  @Described('Origins whose pages may call the API, comma-separated, such as https://app.example.com. Empty: none.')
  @Matches(/^$|^https?:\/\/[^/,\s]+(,https?:\/\/[^/,\s]+)*$/, {
    message: 'must be http(s)://host[:port], several separated by commas, or empty',
  })
  readonly corsOrigins: string = '';

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

  @Described(
    'Milliseconds without a word of Redis, though an answer is due, after which it counts as away: what needs it is refused at once until it serves again.',
  )
  @Whole(100, 10_000)
  readonly answerTimeoutMs: number = 1000;

  @Described(
    'Seconds to wait for the answer to one command while others are answered, and for a sign of life on the connections on which a worker waits for jobs.',
  )
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

  @Described(
    'Uploads that one api process receives at once; a further one is refused, where none of them is so slow that it must give way.',
  )
  @Whole(1, 10_000)
  readonly maxConcurrentUploads: number = 64;

  @Described(
    'Uploads of one key that are received at once; without authentication all are one key, and it is not asked.',
  )
  @Whole(1, 10_000)
  readonly maxConcurrentUploadsPerKey: number = 16;

  @Described('Space that uploads may take before a job holds them, in MB.')
  @Whole(1, 1_048_576)
  readonly maxTemporaryMb: number = 10_240;

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

  @Described(
    'Of these, slots that take small jobs only, so that none waits behind large ones; one at least is left for all. 0: none.',
  )
  @Whole(0, 7)
  readonly smallJobSlots: number = 1;

  @Described('Largest file of a small job, in MB of 1024 x 1024 bytes; at comprehensive depth, a tenth of it.')
  @Whole(1, 500)
  readonly smallJobMb: number = 10;

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

  @Described(
    'Workers that may be lost over a job: with the last of them it fails. Those that hand it back when they stop do not count.',
  )
  @Whole(1, 10)
  readonly maxAttempts: number = 3;

  @Described('Seconds between two reports of a worker; after three missed ones it counts as lost.')
  @Whole(1, 300)
  readonly heartbeatSeconds: number = 5;

  @Described('Seconds between two runs of the reconciler that repairs what a crash left behind.')
  @Whole(1, 3600)
  readonly reconcileSeconds: number = 60;

  @Described('Jobs that may wait, in all; a further submission is refused.')
  @Whole(1, 1_000_000)
  readonly maxWaitingJobs: number = 10_000;

  @Described('Jobs of one key that may wait; a further submission is refused.')
  @Whole(1, 1_000_000)
  readonly maxWaitingJobsPerKey: number = 1000;

  @Described('Seconds of waiting after which the priority of a job rises by one, so that nothing waits for ever.')
  @Whole(1, 86_400)
  readonly ageingSeconds: number = 120;
}

/** What a fresh installation has; production refuses both. */
export const DEFAULT_API_KEY_SALT = 'bin2nlp-default-salt';
export const DEFAULT_BASIC_PASSWORD = 'bin2nlp';

export class AuthSettings {
  @Described(
    'Salt of the stored digests of API keys; every api process needs the same one, and another one makes every key unknown. The default is refused in production.',
  )
  @Matches(/^.{8,}$/, { message: 'must have at least 8 characters' })
  readonly apiKeySalt: string = DEFAULT_API_KEY_SALT;

  @Described(
    'First key of the role admin, entered at start; production wants at least 32 characters. Empty: none is entered.',
  )
  @Matches(/^$|^[\x21-\x7e]{8,256}$/, { message: 'must be empty or 8 to 256 printable characters without spaces' })
  readonly bootstrapAdminKey: string = '';

  @Described('Name of the user of HTTP Basic, for the File Magic API.')
  @Matches(/^[^:\p{Cc}]+$/u, { message: 'must not be empty and have neither a colon nor control characters' })
  readonly basicUsername: string = 'bin2nlp';

  @Described('Password of that user. The default is refused in production.')
  @Matches(/^\P{Cc}+$/u, { message: 'must not be empty and have no control characters' })
  readonly basicPassword: string = DEFAULT_BASIC_PASSWORD;
}

export class SandboxSettings {
  @Described('How radare2 is confined: auto takes the best tier that works here; off is refused in production.')
  @IsIn(SANDBOX_CHOICES)
  readonly tier: (typeof SANDBOX_CHOICES)[number] = 'auto';

  @Described('Address space of one radare2 process, in MB.')
  @Whole(256, 65_536)
  readonly memoryMb: number = 2048;
}

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

  @Described('Take down figures for the monitoring and serve them. Off: no /metrics.')
  @IsBoolean()
  readonly performanceMetrics: boolean = true;

  @Described('Log what only helps to find a fault. Off: info and above; refused in production.')
  @IsBoolean()
  readonly debugLogging: boolean = false;
}
