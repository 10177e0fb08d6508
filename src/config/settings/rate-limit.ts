import { Described } from './described';
import { Whole } from './whole-number';

export class RateLimitSettings {
  @Described('Submissions (analyze, upload) of one key in any hour.')
  @Whole(10, 10_000)
  readonly submissionsPerHour: number = 100;

  @Described('Submissions of one key in any 10 seconds.')
  @Whole(5, 100)
  readonly submissionsBurst: number = 10;

  @Described('All other requests of one key in any hour.')
  @Whole(10, 100_000)
  readonly readsPerHour: number = 6000;

  @Described('All other requests of one key in any 10 seconds.')
  @Whole(5, 10_000)
  readonly readsBurst: number = 100;

  @Described('Submissions of all keys together in any hour.')
  @Whole(10, 100_000)
  readonly globalSubmissionsPerHour: number = 2000;

  @Described('All other requests of all keys together in any hour.')
  @Whole(10, 1_000_000)
  readonly globalReadsPerHour: number = 20_000;
}
