import { Logger } from '@nestjs/common';

import type { EngineIdentity } from '#application/ports/engine-probe.port';
import { EngineProbe } from '#application/ports/engine-probe.port';
import { DomainError } from '#domain/shared/domain-error';
import type { CircuitGate } from './engine-circuit';
import { tripOver } from './engine-refusal';

/** radare2, and without it the fallback. */
export class ResilientEngineProbe extends EngineProbe {
  private readonly logger = new Logger(ResilientEngineProbe.name);
  /** As radare2 last gave it. */
  private known: EngineIdentity | undefined;
  private isUnavailable = false;

  constructor(
    private readonly radare2: EngineProbe,
    private readonly fallback: EngineProbe,
    private readonly circuit: CircuitGate,
  ) {
    super();
  }

  /** Without radare2 it is the fallback's, and says so. Never probes more often than the circuit tries. */
  override async identity(): Promise<EngineIdentity> {
    if (!this.circuit.isOpen) {
      try {
        this.known = await this.radare2.identity();
        if (this.isUnavailable) this.circuit.succeed();
        this.isUnavailable = false;
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'SERVICE_UNAVAILABLE') throw error;
        this.isUnavailable = true;
        tripOver(error, this.circuit, this.logger);
      }
    }
    const { fault } = this.circuit;
    const identity = this.known ?? (await this.fallback.identity());
    return fault === undefined ? identity : { ...identity, degraded: fault };
  }
}
