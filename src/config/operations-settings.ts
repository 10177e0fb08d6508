import { IsIn, IsString } from 'class-validator';

import { Described } from './described';
import { Whole } from './whole';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export const LOG_FORMATS = ['json', 'pretty', 'compact'] as const;

export class PressureSettings {
  @Described('Percent of memory in use above which a worker takes no new job and the api no new upload.')
  @Whole(10, 100)
  readonly memoryPercent: number = 85;

  @Described('Percent of the disk in use above which leftovers are swept at once, whatever cleanup_age_minutes says.')
  @Whole(10, 100)
  readonly diskPercent: number = 90;

  @Described('Seconds between two looks at memory and disk.')
  @Whole(1, 300)
  readonly checkSeconds: number = 5;
}

export class MetricsSettings {
  @Described('Address of the metrics where they have a port of their own.')
  @IsString()
  readonly host: string = '127.0.0.1';

  @Described("Port of the metrics; 0: at /metrics and /v1/metrics on the API's, or the worker's, own port.")
  @Whole(0, 65_535)
  readonly port: number = 0;
}

export class LoggingSettings {
  @Described('Least severe level that is logged.')
  @IsIn(LOG_LEVELS)
  readonly level: (typeof LOG_LEVELS)[number] = 'info';

  @Described(
    'json for machines, written at least ten times a second; pretty or compact (one line) for people, written at once.',
  )
  @IsIn(LOG_FORMATS)
  readonly format: (typeof LOG_FORMATS)[number] = 'json';

  @Described('File that the log goes to as well, in JSON, rotated at 10 MB, 5 old ones kept. Empty: none.')
  @IsString()
  readonly file: string = '';
}
