import { Injectable } from '@nestjs/common';

import { FileIdentifier } from '#application/ports/file-identifier.port';
import { RuleBook } from '#application/ports/rule-book.port';
import { WorkerRegistry } from '#application/ports/worker-registry.port';

/** Versions of what answers here. */
export interface ComponentVersions {
  /** Of the live workers, each once: none while no worker is there. */
  readonly radare2: readonly string[];
  /** `undefined` where it is not available. */
  readonly libmagic: string | undefined;
  readonly rules: string;
}

@Injectable()
export class ReportVersion {
  constructor(
    private readonly workers: WorkerRegistry,
    private readonly identifier: FileIdentifier,
    private readonly ruleBook: RuleBook,
  ) {}

  /** Never rejects: who asks for versions often asks because something is away. */
  async execute(): Promise<ComponentVersions> {
    const [radare2, libmagic] = await Promise.all([
      this.radare2().catch(() => []),
      this.identifier.version().catch(() => undefined),
    ]);
    return { radare2, libmagic, rules: this.ruleBook.rules.version };
  }

  private async radare2(): Promise<readonly string[]> {
    const engines = (await this.workers.live()).flatMap(({ engine }) => (engine === undefined ? [] : [engine]));
    return [...new Set(engines.map(({ radare2Version }) => radare2Version))].sort();
  }
}
