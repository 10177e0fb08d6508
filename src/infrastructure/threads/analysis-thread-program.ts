import type { MessagePort } from 'node:worker_threads';
import { Logger } from '@nestjs/common';

import type { CircuitGate } from '#application/analysis/engine-circuit';
import type { DocumentMaker, MadeDocument } from '#application/ports/document-maker.port';
import type { Metrics } from '#application/ports/metrics.port';
import { piecesOf } from '#application/ports/result-cache.port';
import type { FinishedSpan } from '#application/ports/tracing.port';
import { MB } from '#domain/shared/quantities';
import type { ReadyRadare2 } from '#infrastructure/radare2/radare2-launcher';
import { collectGarbage } from './collect-garbage';
import { ownMemoryOf } from './own-memory';
import { RelayedCircuit } from './relayed-circuit';
import { RelayedLogger } from './relayed-logger';
import { RelayedMetrics } from './relayed-metrics';
import { takeOrders, tellThrough } from './take-orders';
import type { AnalysisTold, MakeMessage } from './thread-messages';

/** Bytes of a sample whose documents take hundreds of megabytes. */
const HEAVY_SAMPLE = 32 * MB;

/** What the process says of radare2 with an order. */
export interface OrderConditions {
  /** Absent where there is no fallback. */
  readonly circuit?: CircuitGate;
  readonly radare2?: ReadyRadare2;
}

/** What makes the document of one order. */
export type MakerFor = (conditions: OrderConditions) => DocumentMaker;

/**
 * The program of an analysis thread: one order at a time, each from the sample to the packed document. What is logged and measured
 * here, the process writes and records.
 *
 * @param wire Makes documents, with these metrics, told of spans that are over; it is called once.
 */
export function runAnalysisThread(
  port: MessagePort,
  wire: (metrics: Metrics, record: (span: FinishedSpan) => void) => MakerFor,
): void {
  const tell = tellThrough<AnalysisTold>(port);
  const makerFor = wire(
    new RelayedMetrics((measurement) => {
      tell({ kind: 'measured', measurement });
    }),
    (span) => {
      tell({ kind: 'traced', span });
    },
  );
  Logger.overrideLogger(
    new RelayedLogger((record) => {
      tell({ kind: 'log', record });
    }),
  );
  takeOrders(port, async ({ order, circuit, radare2 }: MakeMessage, signal) => {
    try {
      const gate =
        circuit &&
        new RelayedCircuit(circuit, (event) => {
          tell({ kind: 'circuit', event });
        });
      const maker = makerFor({
        ...(gate !== undefined && { circuit: gate }),
        ...(radare2 !== undefined && { radare2 }),
      });
      const made = await maker.make(
        order,
        (progress) => {
          tell({ kind: 'progress', progress });
        },
        signal,
        (content) => {
          tell({ kind: 'interim', content }, memoryOf(content));
        },
      );
      return { result: made, memory: memoryOf(made.content) };
    } finally {
      // Behind the answer; the next analysis finds the code compiled that this one has run.
      if (order.job.file.size >= HEAVY_SAMPLE) setImmediate(collectGarbage);
    }
  });
}

function memoryOf(content: MadeDocument['content']): ArrayBuffer[] {
  if (!('packedHead' in content)) return [];
  return ownMemoryOf(piecesOf(content));
}
