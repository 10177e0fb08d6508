import type { Passage } from '#application/analysis/engine-circuit';
import type { EngineProgress } from '#application/ports/analysis-engine.port';
import type { DocumentOrder, MadeDocument } from '#application/ports/document-maker.port';
import type { FinishedSpan } from '#application/ports/tracing.port';
import type { AppConfig } from '#config/app-config';
import type { RuleFile } from '#domain/findings/parse-rules';
import type { ReadyRadare2 } from '#infrastructure/radare2/radare2-launcher';
import type { Measurement } from './relayed-metrics';

/** What an analysis thread is born with. */
export interface ThreadSettings {
  /** Without its class: data only. */
  readonly config: AppConfig;
  /** The value of PATH. */
  readonly path: string;
  /** As the process read them: the files may have changed since. */
  readonly ruleFiles: readonly RuleFile[];
}

/** Whether this analysis may try radare2, and why not. */
export interface CircuitState {
  readonly passage: Passage;
  readonly fault: string | undefined;
}

/** Its order, which a `MadeDocument` answers. */
export interface MakeMessage {
  readonly order: DocumentOrder;
  /** Absent where there is no fallback. */
  readonly circuit?: CircuitState;
  /** What the process has found out already; absent while it runs nowhere. */
  readonly radare2?: ReadyRadare2;
}

/** What the analysis learned about radare2, in the words of `EngineCircuit`. */
export type CircuitEvent =
  | { readonly event: 'succeed' }
  | { readonly event: 'abandon' }
  | { readonly event: 'crash'; readonly sample: string }
  | { readonly event: 'trip'; readonly reason: string };

export const LOG_LEVELS = ['log', 'error', 'warn', 'debug', 'verbose', 'fatal'] as const;

export interface LogRecord {
  readonly level: (typeof LOG_LEVELS)[number];
  /** As the logger was called, errors made portable. */
  readonly values: readonly unknown[];
}

/** What it says while an order is under way. */
export type AnalysisTold =
  | { readonly kind: 'progress'; readonly progress: EngineProgress }
  | { readonly kind: 'interim'; readonly content: MadeDocument['content'] }
  | { readonly kind: 'circuit'; readonly event: CircuitEvent }
  | { readonly kind: 'log'; readonly record: LogRecord }
  | { readonly kind: 'measured'; readonly measurement: Measurement }
  | { readonly kind: 'traced'; readonly span: FinishedSpan };
