import { Injectable, Logger } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import { ControlAnalysis } from '#application/ports/control-analysis.port';
import { MINUTE_MS } from '#domain/shared/quantities';

/** Different samples in a row that radare2 may crash over before it is tried on a file that it is known to read. */
const CRASHES = 5;
const OPEN_MS = MINUTE_MS;

/** Whether an analysis may try radare2: `trial` is the one that finds out whether it works again. */
export type Passage = 'free' | 'trial' | 'barred';

/** What an engine asks of the circuit, and tells it. */
export type CircuitGate = Pick<EngineCircuit, 'fault' | 'isOpen' | 'enter' | 'succeed' | 'crash' | 'trip' | 'abandon'>;

interface Interruption {
  readonly reason: string;
  readonly until: number;
  onTrial: boolean;
}

/**
 * Keeps analyses away from an engine that fails over everything. Samples are hostile, so what it fails over says nothing about it:
 * after five crashes in a row on different samples it is tried on a file of ours, and only when it fails over that as well the
 * circuit is open for 60 s. Then one analysis tries it again; when that crashes, the file of ours decides once more.
 */
@Injectable()
export class EngineCircuit {
  private readonly logger = new Logger(EngineCircuit.name);
  private readonly crashedOver = new Set<string>();
  private interruption: Interruption | undefined;
  /** The control analysis that is under way; what the engine does meanwhile makes its answer void. */
  private control: symbol | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly controlAnalysis: ControlAnalysis,
  ) {}

  /** Why it is open; `undefined` while analyses go to radare2. */
  get fault(): string | undefined {
    return this.interruption?.reason;
  }

  /** Whether the 60 s are not over yet. */
  get isOpen(): boolean {
    return this.interruption !== undefined && this.clock.now() < this.interruption.until;
  }

  /** Whoever gets `trial` reports what became of it: `succeed`, `crash`, `trip` or `abandon`. */
  enter(): Passage {
    if (this.interruption === undefined) return 'free';
    if (this.isOpen || this.interruption.onTrial) return 'barred';
    this.interruption.onTrial = true;
    return 'trial';
  }

  /** radare2 has answered, whatever it said of the sample. */
  succeed(): void {
    this.crashedOver.clear();
    this.interruption = undefined;
    this.control = undefined;
  }

  /** Whether the engine or the sample is at fault is found out behind it. */
  crash(sample: string, passage: Passage): void {
    this.crashedOver.add(sample);
    const isEnough = passage === 'trial' || (!this.isOpen && this.crashedOver.size >= CRASHES);
    if (isEnough && this.control === undefined) void this.askControl(passage);
  }

  /** radare2 cannot run at all. */
  trip(reason: string): void {
    this.crashedOver.clear();
    this.control = undefined;
    this.interruption = { reason, until: this.clock.now() + OPEN_MS, onTrial: false };
  }

  /** It ended without saying anything about radare2: out of time, or called off. */
  abandon(passage: Passage): void {
    if (passage === 'trial' && this.interruption !== undefined) this.interruption.onTrial = false;
  }

  private async askControl(passage: Passage): Promise<void> {
    const control = (this.control = Symbol('control'));
    try {
      const fault = await this.controlAnalysis.fault();
      if (this.control !== control) return;
      if (fault === undefined) this.succeed();
      else this.open(fault);
    } catch (error) {
      this.logger.error({ err: error }, 'Failed to try radare2 on a file of our own');
      if (this.control === control) this.control = undefined;
      this.abandon(passage);
    }
  }

  private open(fault: string): void {
    const reason = `radare2 fails over every file (${fault}); files are read without it.`;
    this.trip(reason);
    this.logger.error(reason);
  }
}
