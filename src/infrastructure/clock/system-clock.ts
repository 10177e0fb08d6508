import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';

@Injectable()
export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }

  elapsed(): number {
    return performance.now();
  }
}
