import { basename } from 'node:path';

import type { FinishedSpan } from '#application/ports/tracing.port';
import type { AppConfig } from '#config/app-config';
import type { ConfinedProcess } from '#infrastructure/sandbox/confined-process';
import type { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';

/** A sandbox that tells how long each of its programs ran. */
export class TracedSandbox extends Sandbox {
  constructor(
    config: AppConfig,
    host: HostEnvironment,
    private readonly record: (span: FinishedSpan) => void,
  ) {
    super(config, host);
  }

  override async launch(...order: Parameters<Sandbox['launch']>): Promise<ConfinedProcess> {
    const startedAt = Date.now();
    const process = await super.launch(...order);
    const [, { file }] = order;
    void process.ended.then(() => {
      const attributes = { 'process.executable.name': basename(file) };
      this.record({ name: 'engine process', kind: 'internal', attributes, startedAt, endedAt: Date.now() });
    });
    return process;
  }
}
