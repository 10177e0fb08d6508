import { IsBoolean, IsNumber, Matches, Max, Min } from 'class-validator';

import { Described } from './described';

/** Printable values, but for the comma. */
const HEADERS =
  /^$|^[!#$&'*+.^_`|~\w-]+=(?:[!-$&-+\--~]|%[2-6][\dA-Fa-f]|%7[\dA-Ea-e])*(?:,[!#$&'*+.^_`|~\w-]+=(?:[!-$&-+\--~]|%[2-6][\dA-Fa-f]|%7[\dA-Ea-e])*)*$/;

export class TracingSettings {
  @Described(
    'Tell an OpenTelemetry receiver what took how long: requests, jobs, their stages, engine processes (docs/tracing.md).',
  )
  @IsBoolean()
  readonly enabled: boolean = false;

  @Described('Its whole address, OTLP over HTTP with JSON.')
  @Matches(/^https?:\/\/[^\s/@]+(\/\S*)?$/, { message: 'must be http://… or https://…, without a user or a password' })
  readonly endpoint: string = 'http://127.0.0.1:4318/v1/traces';

  @Described('Headers that it wants: `name=value,name=value`, values percent-encoded where they must be.')
  @Matches(HEADERS, { message: 'must be name=value,name=value' })
  readonly headers: string = '';

  @Described('How many of the traces that begin here are told: 1 is each, 0.01 is one of a hundred.')
  @IsNumber()
  @Min(0)
  @Max(1)
  readonly sampleRatio: number = 1;

  @Described(
    'Let known callers decide by `traceparent` which trace their requests are part of, and whether it is told. Off: theirs is a link, and `sample_ratio` decides.',
  )
  @IsBoolean()
  readonly trustCallers: boolean = false;

  @Described('Name of the service in traces.')
  @Matches(/^[\w.-]{1,100}$/, { message: 'must be 1 to 100 letters, digits, dots, hyphens or underscores' })
  readonly serviceName: string = 'bin2nlp';

  @Described('Name of this process among those of the service. Empty: the host and a random part.')
  @Matches(/^[\w.:-]{0,100}$/, { message: 'must be up to 100 letters, digits, dots, colons, hyphens or underscores' })
  readonly serviceInstance: string = '';
}
