import { Injectable, Logger } from '@nestjs/common';

import { HostPressure } from '#application/ports/host-pressure.port';
import { PressureSettings } from './pressure.settings';

/** What can be done about it. */
export interface Relief {
  /** Takes no new work, or takes it again; called at a change only. */
  hold(isHeld: boolean): void;
  /** Deletes leftovers at once. */
  sweep(): Promise<void>;
}

/** Looks at memory and disk and acts before either is full. What was accepted stays in the queue and waits. */
@Injectable()
export class RelievePressure {
  private readonly logger = new Logger(RelievePressure.name);
  private isHeld = false;

  constructor(
    private readonly host: HostPressure,
    private readonly limits: PressureSettings,
  ) {}

  async execute(relief: Relief): Promise<void> {
    const [memory, disk] = await Promise.all([this.host.memory(), this.host.disk()]);
    const isShort = memory > this.limits.memory;
    if (isShort !== this.isHeld) {
      this.isHeld = isShort;
      this.logger.warn(
        `${percent(memory)} of memory in use: ${isShort ? 'no new job is taken' : 'new jobs are taken again'}`,
      );
      relief.hold(isShort);
    }
    if (disk > this.limits.disk) {
      this.logger.warn(`${percent(disk)} of the disk in use: leftovers are swept`);
      await relief.sweep();
    }
  }
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}
