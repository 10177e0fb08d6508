import { IsBoolean, IsIn, IsString } from 'class-validator';

import { Described } from './described';
import { Whole } from './whole-number';

const CODE_READER_CHOICES = ['auto', 'radare2'] as const;
const LARGEST_JOBS = ['small', 'medium', 'large'] as const;

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

  @Described(
    'Largest jobs that this worker has memory for: small (files of up to 10 MB, at comprehensive depth 1), medium (50 MB, 5) or large. It leaves larger ones to others.',
  )
  @IsIn(LARGEST_JOBS)
  readonly largestJobs: (typeof LARGEST_JOBS)[number] = 'large';

  @Described(
    'Whether this worker takes standard and comprehensive analyses. Off: quick ones only, and it starts where no sandbox works: they are then made without radare2.',
  )
  @IsBoolean()
  readonly takesCode: boolean = true;

  @Described(
    'Most seconds that an analysis gets in all. What asks for more, by timeout_seconds or by default, is given this much.',
  )
  @Whole(30, 3600)
  readonly timeoutSeconds: number = 1200;

  @Described('Seconds that an analysis gets when the request does not say; a request may ask for 30 to 1200.')
  @Whole(30, 3600)
  readonly defaultTimeoutSeconds: number = 300;

  @Described(
    'Most seconds that radare2 may work on one command. Then it is stopped, where it must be by force, and the analysis goes on with what is known.',
  )
  @Whole(30, 1800)
  readonly radare2TimeoutSeconds: number = 300;

  @Described(
    'Who reads code. auto: x86, x86-64 and ARM64 by the service itself, in a tenth of the time, to which radare2 adds at comprehensive depth; radare2 where that fails and for all other processors. radare2: always radare2.',
  )
  @IsIn(CODE_READER_CHOICES)
  readonly codeReader: (typeof CODE_READER_CHOICES)[number] = 'auto';

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

  @Described(
    'Refuse at once what starts as PE, ELF or Mach-O and whose header cannot be read. Off: it becomes a job, which ends with what can be learned of it all the same, or as CORRUPT_BINARY. What is no executable is refused either way.',
  )
  @IsBoolean()
  readonly enableFileValidation: boolean = true;

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
