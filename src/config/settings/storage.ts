import { IsBoolean, IsString, Matches } from 'class-validator';

import { Described } from './described';
import { Whole } from './whole-number';

export class StorageSettings {
  @Described(
    'Directory of samples, temporary files and the private Redis. Api and worker must see the same one, unless `bucket.name` is set.',
  )
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

  @Described(
    'Minutes after which a file that no live job and no upload needs is deleted. An upload needs its file for 15 minutes, whether it is analysed or not; a batch that is being taken in those that wait in it, for ten.',
  )
  @Whole(1, 10_080)
  readonly cleanupAgeMinutes: number = 60;
}
