import { IsString } from 'class-validator';

import { Described } from './described';
import { Whole } from './whole-number';

export class MetricsSettings {
  @Described('Address of the metrics where they have a port of their own.')
  @IsString()
  readonly host: string = '127.0.0.1';

  @Described("Port of the metrics; 0: at /metrics and /v1/metrics on the API's, or the worker's, own port.")
  @Whole(0, 65_535)
  readonly port: number = 0;

  @Described(
    'Seconds between two looks at all that the service needs when nobody asks; what has changed is logged. Whoever asks for health, readiness or metrics has it looked at then, four times a second at most.',
  )
  @Whole(10, 300)
  readonly healthCheckIntervalSeconds: number = 30;
}
