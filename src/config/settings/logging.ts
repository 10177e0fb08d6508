import { IsIn, IsString } from 'class-validator';

import { Described } from './described';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export const LOG_FORMATS = ['json', 'pretty', 'compact'] as const;

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
