import type { CircuitGate, Passage } from '#application/analysis/engine-circuit';
import type { CircuitEvent, CircuitState } from './thread-messages';

/** The circuit of the process, as one analysis in a thread sees it: it was let in or not, and says what it learned. */
export class RelayedCircuit implements CircuitGate {
  constructor(
    private readonly state: CircuitState,
    private readonly tell: (event: CircuitEvent) => void,
  ) {}

  get fault(): string | undefined {
    return this.state.fault;
  }

  get isOpen(): boolean {
    return this.state.passage === 'barred';
  }

  enter(): Passage {
    return this.state.passage;
  }

  succeed(): void {
    this.tell({ event: 'succeed' });
  }

  /** Whether it opens the circuit is for the process to find out. */
  crash(sample: string): void {
    this.tell({ event: 'crash', sample });
  }

  trip(reason: string): void {
    this.tell({ event: 'trip', reason });
  }

  abandon(): void {
    this.tell({ event: 'abandon' });
  }
}
