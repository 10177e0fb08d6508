import { IsIn, IsString } from 'class-validator';

import { Described } from './described';
import { Whole } from './whole-number';

export const READ_STRATEGIES = ['descriptor', 'mmap'] as const;

export class MagicSettings {
  @Described(
    'Directory whose files may be identified by path. Empty: files in the data directory. Made where it is missing.',
  )
  @IsString()
  readonly baseDir: string = '';

  @Described("libmagic's database, or several separated by colons. Empty: the system's own.")
  @IsString()
  readonly databasePath: string = '';

  @Described('Processes that run libmagic, one file at a time each.')
  @Whole(1, 64)
  readonly helpers: number = 4;

  @Described('Seconds that identifying one file may take, waiting for a helper included.')
  @Whole(1, 600)
  readonly timeoutSeconds: number = 30;

  @Described('Largest announced content that is kept in memory while it is identified, in KB; larger goes to the disk.')
  @Whole(0, 10_240)
  readonly memoryThresholdKb: number = 256;

  @Described('Size of the buffers in which content is written to the disk, in KB.')
  @Whole(4, 1024)
  readonly bufferSizeKb: number = 256;

  @Described(
    'Memory for what libmagic said of content that was sent, in KB, for when it is sent again by the same caller. 0: none.',
  )
  @Whole(0, 1_048_576)
  readonly knownContentsKb: number = 4096;

  @Described(
    'How libmagic reads: descriptor prints what file(1) prints; mmap maps the file, and differs for some of them.',
  )
  @IsIn(READ_STRATEGIES)
  readonly readStrategy: (typeof READ_STRATEGIES)[number] = 'descriptor';

  @Described('How much of a file libmagic looks at, in KB. 0: its own default, 1024; only that equals file(1).')
  @Whole(0, 1_048_576)
  readonly bytesMaxKb: number = 0;
}
