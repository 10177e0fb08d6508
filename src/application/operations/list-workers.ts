import { Injectable } from '@nestjs/common';

import type { WorkerRecord } from '#application/ports/worker-registry.port';
import { WorkerRegistry } from '#application/ports/worker-registry.port';

/** Who works now, by name. */
@Injectable()
export class ListWorkers {
  constructor(private readonly workers: WorkerRegistry) {}

  async execute(): Promise<readonly WorkerRecord[]> {
    return [...(await this.workers.live())].sort((one, other) => one.id.localeCompare(other.id));
  }
}
