import { Injectable, Logger } from '@nestjs/common';

import type { DependencyStatus } from '#application/ports/dependency-check.port';
import { ReportHealth } from './report-health';

/** Looks at all that the service needs, and logs what has changed since the look before: of the first, what is not well. */
@Injectable()
export class WatchHealth {
  private readonly logger = new Logger(WatchHealth.name);
  private readonly known = new Map<string, DependencyStatus>();

  constructor(private readonly health: ReportHealth) {}

  async execute(): Promise<void> {
    const { dependencies } = await this.health.execute();
    for (const { name, status, detail } of dependencies) {
      const before = this.known.get(name) ?? 'healthy';
      this.known.set(name, status);
      if (status === before) continue;
      const facts = { dependency: name, status, before, ...(detail !== undefined && { detail }) };
      if (status === 'healthy') this.logger.log(facts, `${name} is healthy again`);
      else this.logger.warn(facts, `${name} is ${status}`);
    }
  }
}
