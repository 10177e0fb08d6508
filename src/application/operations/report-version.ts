import { Injectable } from '@nestjs/common';

import type { EngineIdentity } from '#application/ports/engine-probe.port';
import { FileIdentifier } from '#application/ports/file-identifier.port';
import { RuleBook } from '#application/ports/rule-book.port';
import { WorkerRegistry } from '#application/ports/worker-registry.port';

/** Versions of what answers here. */
export interface ComponentVersions {
  /** Of the live workers, each once: none while no worker is there. */
  readonly radare2: readonly string[];
  /** Where these come from, as far as that was noted. */
  readonly radare2Packages: readonly string[];
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
    const [engines, libmagic] = await Promise.all([
      this.engines().catch(() => []),
      this.identifier.version().catch(() => undefined),
    ]);
    return {
      radare2: eachOnce(engines.map(({ radare2Version }) => radare2Version)),
      radare2Packages: eachOnce(engines.flatMap(({ radare2Package: noted }) => (noted === undefined ? [] : [noted]))),
      libmagic,
      rules: this.ruleBook.rules.version,
    };
  }

  private async engines(): Promise<readonly EngineIdentity[]> {
    return (await this.workers.live()).flatMap(({ engine }) => (engine === undefined ? [] : [engine]));
  }
}

function eachOnce(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
