import { Injectable } from '@nestjs/common';

import type { DependencyReport } from '#application/ports/dependency-check.port';
import { DependencyCheck } from '#application/ports/dependency-check.port';
import { isAway } from '#domain/shared/is-away';
import { BucketClient } from './bucket-client';
import { BucketFault } from './bucket-fault';

/** Whether the bucket of the samples answers. Without it nothing is taken and nothing begins to run; what is there goes on being read. */
@Injectable()
export class BucketCheck extends DependencyCheck {
  readonly name = 'bucket';
  readonly critical = true;
  readonly hasFallback = false;

  constructor(private readonly bucket: BucketClient) {
    super();
  }

  async check(signal: AbortSignal): Promise<DependencyReport> {
    try {
      await this.bucket.look(signal);
      return { status: 'healthy' };
    } catch (error) {
      if (!isAway(error) || !(error.cause instanceof BucketFault)) throw error;
      return { status: 'degraded', detail: `${error.cause.message}. Files are refused until it serves` };
    }
  }
}
