import type { CircuitGate } from '#application/analysis/engine-circuit';
import { ResilientAnalysisEngine } from '#application/analysis/resilient-analysis-engine';
import { ResilientEngineProbe } from '#application/analysis/resilient-engine-probe';
import type { AnalysisEngine } from '#application/ports/analysis-engine.port';
import type { Clock } from '#application/ports/clock.port';
import type { EngineProbe } from '#application/ports/engine-probe.port';
import type { Metrics } from '#application/ports/metrics.port';
import { MeasuredAnalysisEngine } from '#infrastructure/metrics/measured-analysis-engine';

/** Two of a kind: radare2, and what reads headers where it fails. */
interface Pair<Part> {
  readonly radare2: Part;
  readonly fallback: Part;
}

/** What takes files apart: radare2, measured; behind a circuit with the fallback, which is in force where there is a circuit. */
export function composeEngine(
  { radare2, fallback }: Pair<AnalysisEngine>,
  metrics: Metrics,
  clock: Clock,
  circuit: CircuitGate | undefined,
): AnalysisEngine {
  const measured = new MeasuredAnalysisEngine(radare2, metrics);
  return circuit === undefined ? measured : new ResilientAnalysisEngine(measured, fallback, clock, circuit);
}

/** What `composeEngine` would make, by its identity. */
export function composeProbe({ radare2, fallback }: Pair<EngineProbe>, circuit: CircuitGate | undefined): EngineProbe {
  return circuit === undefined ? radare2 : new ResilientEngineProbe(radare2, fallback, circuit);
}
