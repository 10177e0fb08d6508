import { Injectable } from '@nestjs/common';

import type { DependencyReport } from '#application/ports/dependency-check.port';
import { DependencyCheck } from '#application/ports/dependency-check.port';
import { LibmagicLauncher } from './libmagic-launcher';

/** Whether libmagic loads here. Without it analyses go on with what our own readers say of a file. */
@Injectable()
export class LibmagicCheck extends DependencyCheck {
  readonly name = 'libmagic';
  readonly critical = false;
  readonly hasFallback = true;

  constructor(private readonly launcher: LibmagicLauncher) {
    super();
  }

  async check(): Promise<DependencyReport> {
    const { version, tier } = await this.launcher.ready();
    return tier === 'off'
      ? { status: 'degraded', detail: `${version}: libmagic is not confined` }
      : { status: 'healthy', detail: `${version} in ${tier}` };
  }
}
