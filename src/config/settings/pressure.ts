import { Described } from './described';
import { Whole } from './whole-number';

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
