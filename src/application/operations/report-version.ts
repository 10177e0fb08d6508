import { Injectable } from '@nestjs/common';

import { RuleBook } from '#application/ports/rule-book.port';
import { WorkerRegistry } from '#application/ports/worker-registry.port';

/** Versions of what answers here. */
export interface ComponentVersions {
  /** Of the live workers, each once: none while no worker is there. */
  readonly radare2: readonly string[];
  readonly rules: string;
}

@Injectable()
export class ReportVersion {
  constructor(
    private readonly workers: WorkerRegistry,
    private readonly ruleBook: RuleBook,
  ) {}

  /** Never rejects: who asks for versions often asks because something is away. */
  async execute(): Promise<ComponentVersions> {
    return { radare2: await this.radare2().catch(() => []), rules: this.ruleBook.rules.version };
  }

  private async radare2(): Promise<readonly string[]> {
    const engines = (await this.workers.live()).flatMap(({ engine }) => (engine === undefined ? [] : [engine]));
    return [...new Set(engines.map(({ radare2Version }) => radare2Version))].sort();
  }
}
