import { Described } from './described';
import { Whole } from './whole-number';

export class BatchSettings {
  @Described(
    'Files of one batch, those in archives together with those beside them; directories in archives count, too.',
  )
  @Whole(1, 10_000)
  readonly maxEntries: number = 1000;

  @Described('Largest file in an archive, in MB; no more than storage.max_file_size_mb counts.')
  @Whole(1, 500)
  readonly maxEntryMb: number = 100;

  @Described('What one request may carry, and all archives of one batch may unpack to, in MB each.')
  @Whole(1, 102_400)
  readonly maxTotalMb: number = 512;

  @Described(
    'How many times its own size an archive may unpack to, once that is more than 16 MB. Programs compress to a tenth; what is meant to fill disks, to a thousandth.',
  )
  @Whole(2, 10_000)
  readonly maxRatio: number = 100;

  @Described('Batches that one api process takes in at once; a further one is refused.')
  @Whole(1, 100)
  readonly maxConcurrent: number = 4;

  @Described(
    'Batches of one key that are kept; for a further one the first is forgotten, and its jobs stay. Where that has not ended, the further one is refused.',
  )
  @Whole(1, 10_000)
  readonly maxPerKey: number = 200;
}
