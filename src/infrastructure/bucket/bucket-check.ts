import { Injectable } from '@nestjs/common';

import type { DependencyReport } from '#application/ports/dependency-check.port';
import { DependencyCheck } from '#application/ports/dependency-check.port';
import { BucketClient } from './bucket-client';
import { bucketFaultIn } from './bucket-fault';

/** Less than the report of health waits for: what is silent is degraded, too. */
const ANSWER_MS = 1500;
const REMEMBERED_MS = 5000;

/** Whether the bucket of the samples answers. Without it nothing is taken and nothing begins to run; what is there goes on being read. */
@Injectable()
export class BucketCheck extends DependencyCheck {
  readonly name = 'bucket';
  readonly critical = true;
  readonly hasFallback = false;

  private last: { readonly at: number; readonly report: Promise<DependencyReport> } | undefined;

  constructor(private readonly bucket: BucketClient) {
    super();
  }

  /** However often health is asked for, the bucket is asked once in a while. */
  check(): Promise<DependencyReport> {
    const now = performance.now();
    if (this.last === undefined || now - this.last.at >= REMEMBERED_MS) this.last = { at: now, report: this.look() };
    return this.last.report;
  }

  private async look(): Promise<DependencyReport> {
    const late = AbortSignal.timeout(ANSWER_MS);
    try {
      await this.bucket.look(late);
      return { status: 'healthy' };
    } catch (error) {
      if (late.aborted) return degraded(`it does not answer within ${ANSWER_MS} ms`);
      const fault = bucketFaultIn(error);
      if (fault === undefined) throw error;
      return degraded(fault.message);
    }
  }
}

const degraded = (reason: string): DependencyReport => ({
  status: 'degraded',
  detail: `${reason}. Files are refused until it serves`,
});
