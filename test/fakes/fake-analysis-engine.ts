import { setTimeout as delay } from 'node:timers/promises';

import type { EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import { AnalysisEngine } from '#application/ports/analysis-engine.port';
import type { EngineIdentity, EngineProbe } from '#application/ports/engine-probe.port';
import type { StageReport } from '#domain/document/stages';
import { UNDER_WAY } from '#domain/document/stages';
import { describeExecutable } from '#domain/executables/describe-executable';
import { includes } from '#domain/jobs/analysis-options';
import { address } from '#domain/shared/address';
import { DomainError } from '#domain/shared/domain-error';

export type FakeSampleBehaviour =
  | 'ordinary'
  | 'unreadable'
  | 'hangs in the structure'
  | 'hangs in the code'
  | 'fails in the structure'
  | 'fails in the code';

const IDENTITY: EngineIdentity = { radare2Version: '6.0.0', engineVersion: 'r2-6.0.0/recipes-0', sandbox: 'off' };
const PLACE = { address: address(0x1000), offset: address(0x400), size: 256, virtual_size: 256, permissions: 'r-x' };

/** Knows every sample by its path, and makes up the same small report for each. */
export class FakeAnalysisEngine extends AnalysisEngine implements EngineProbe {
  readonly analysed: EngineTask[] = [];
  private readonly behaviours = new Map<string, FakeSampleBehaviour>();

  /** Samples that nothing was said about are ordinary. */
  behave(samplePath: string, behaviour: FakeSampleBehaviour): void {
    this.behaviours.set(samplePath, behaviour);
  }

  identity(): Promise<EngineIdentity> {
    return Promise.resolve(IDENTITY);
  }

  override async analyse(
    task: EngineTask,
    onProgress: (progress: EngineProgress) => void,
    signal: AbortSignal,
    onInterim?: (report: EngineReport) => void,
  ): Promise<EngineReport> {
    signal.throwIfAborted();
    this.analysed.push(task);
    const behaviour = this.behaviours.get(task.samplePath) ?? 'ordinary';
    onProgress({ stage: 'structure', percent: 5 });
    if (behaviour === 'unreadable') throw new DomainError('CORRUPT_BINARY', 'Nothing could be read.');
    if (behaviour === 'fails in the structure') throw new DomainError('ENGINE_FAILED', 'The engine died.');
    if (behaviour === 'hangs in the structure') {
      await hang(task.timeoutMs, signal);
      throw new DomainError('ANALYSIS_TIMEOUT', 'The structure could not be read in time.');
    }
    onProgress({ stage: 'code', percent: 40 });
    if (behaviour === 'hangs in the code') {
      onInterim?.(report(task, { name: 'code', status: 'skipped', elapsed_ms: 0, reason: UNDER_WAY }));
      await hang(task.timeoutMs, signal);
    }
    onProgress({ stage: 'code', percent: 95 });
    return report(task, codeStage(task, behaviour));
  }
}

async function hang(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch {
    signal.throwIfAborted();
  }
}

function codeStage(task: EngineTask, behaviour: FakeSampleBehaviour): StageReport {
  const stage = { name: 'code', elapsed_ms: 1 } as const;
  if (task.depth === 'quick') return { ...stage, status: 'skipped', reason: 'The quick depth does not analyse code.' };
  if (behaviour === 'hangs in the code') return { ...stage, status: 'timeout', reason: 'It hung.' };
  if (behaviour === 'fails in the code') return { ...stage, status: 'failed', reason: 'It died.' };
  return { ...stage, status: 'ok' };
}

function report(task: EngineTask, code: StageReport): EngineReport {
  const only = <Item>(area: 'functions' | 'strings' | 'imports' | 'exports', item: Item): readonly Item[] =>
    includes(task, area) ? [item] : [];
  const { format, kind, architecture, bits, endianness } = task.header;
  return {
    identity: IDENTITY,
    file: {
      ...{ format, kind, architecture, bits, endianness },
      description: describeExecutable(task.header),
      ...{ stripped: true, static: false, signed: false },
    },
    hardening: {},
    sections: [{ name: '.text', ...PLACE }],
    segments: [],
    libraries: [],
    resources: [],
    decompiled: [],
    imports: only('imports', { name: 'puts', category: 'string' }),
    exports: only('exports', { name: 'run', address: PLACE.address, size: 16, type: 'function' }),
    strings: only('strings', {
      content: 'hello',
      address: PLACE.address,
      offset: PLACE.offset,
      length: 5,
      encoding: 'ascii',
      type: 'readable_text',
    }),
    functions: only('functions', {
      name: 'run',
      address: PLACE.address,
      size: 16,
      type: 'function',
      source: 'symbol',
    }),
    stages: [{ name: 'structure', status: 'ok', elapsed_ms: 1 }, code],
    truncated: [],
  };
}
