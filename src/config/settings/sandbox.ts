import { IsIn } from 'class-validator';

import { Described } from './described';
import { Whole } from './whole-number';

export const SANDBOX_CHOICES = ['auto', 'bwrap', 'landlock', 'off'] as const;

export class SandboxSettings {
  @Described('How radare2 is confined: auto takes the best tier that works here; off is refused in production.')
  @IsIn(SANDBOX_CHOICES)
  readonly tier: (typeof SANDBOX_CHOICES)[number] = 'auto';

  @Described('Address space of one radare2 process, in MB.')
  @Whole(256, 65_536)
  readonly memoryMb: number = 2048;
}
