import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';

/** Different samples in a row that radare2 may crash over before the fault is taken to be its own. */
const CRASHES = 5;
const OPEN_MS = 60_000;

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
 * Keeps analyses away from an engine that fails over everything: five crashes in a row on different samples open it for
 * 60 s, then one trial decides. A sample that crashes it again and again counts once.
 */
@Injectable()
export class EngineCircuit {
  private readonly crashedOver = new Set<string>();
  private interruption: Interruption | undefined;

  constructor(private readonly clock: Clock) {}

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
  }

  /** `true` when this opens it. */
  crash(sample: string, passage: Passage): boolean {
    this.crashedOver.add(sample);
    if (passage !== 'trial' && (this.isOpen || this.crashedOver.size < CRASHES)) return false;
    const subject = passage === 'trial' ? 'crashed again' : `crashed over ${CRASHES} files in a row`;
    this.trip(`radare2 ${subject}; files are read without it.`);
    return true;
  }

  /** radare2 cannot run at all. */
  trip(reason: string): void {
    this.crashedOver.clear();
    this.interruption = { reason, until: this.clock.now() + OPEN_MS, onTrial: false };
  }

  /** It ended without saying anything about radare2: out of time, or called off. */
  abandon(passage: Passage): void {
    if (passage === 'trial' && this.interruption !== undefined) this.interruption.onTrial = false;
  }
}
