import { setImmediate as nextTurn } from 'node:timers/promises';

import type { EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import type { ByteSource } from '#domain/bytes/byte-source';
import { truncations } from '#domain/document/caps';
import type { FunctionInfo } from '#domain/document/functions';
import type { StageReport } from '#domain/document/stages';
import type { Import } from '#domain/document/symbols';
import { unitedFunctions } from '#domain/functions/function-list';
import type { FunctionStarts } from '#domain/functions/function-starts';
import type { NamedFunctions } from '#domain/functions/named-functions';
import { namedFunctions } from '#domain/functions/named-functions';
import { includes } from '#domain/jobs/analysis-options';
import { byAddress } from '#domain/shared/by-address';
import { DomainError } from '#domain/shared/domain-error';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import type { Deadline } from '#infrastructure/clock/deadline';
import { AttentiveSource } from '#infrastructure/readers/attentive-source';
import type { ContentReader } from '#infrastructure/readers/read-content';
import type { CodeFindings } from './analyse-code';
import { analyseCode } from './analyse-code';
import type { KnownFunctions, OwnReading } from './own-reader';
import { OwnReader } from './own-reader';
import { isEngineFailure, Radare2Crash, Radare2Deadline, Radare2Unloaded, timedOut } from './radare2.errors';
import type { Radare2Answers } from './radare2-answers';
import { withAnalysedSlice } from './radare2-arguments';
import type { Radare2Launcher } from './radare2-launcher';
import type { SessionLimits } from './radare2-sessions';
import { Radare2Sessions } from './radare2-sessions';
import { readDepth, withFingerprints } from './read-depth';
import type { RelationFindings } from './read-relations';
import { readRelations } from './read-relations';
import type { Structure } from './read-structure';
import { readStructure } from './read-structure';
import { recipeFor } from './recipes';

const NOT_ANALYSED: Omit<CodeFindings, 'status'> = { found: [], byPrelude: new Set() };

/** What the file says of itself. */
interface FileReading extends KnownFunctions {
  readonly structure: Structure;
}

interface AnalysedCode extends CodeFindings {
  /** By whom; absent where nobody is left to ask. */
  readonly answers?: Radare2Answers;
}

/** One run over one sample: S1, then S2, then S4. */
export class Radare2Analysis {
  private readonly header: ExecutableHeader;
  private readonly deadline: Deadline;
  private readonly signal: AbortSignal;
  private readonly sessions: Radare2Sessions;
  /** Aborts at the end, whether all that was begun is needed or not. */
  private readonly ended = new AbortController();

  constructor(
    launcher: Radare2Launcher,
    private readonly task: EngineTask,
    private readonly source: ByteSource,
    limits: SessionLimits,
    private readonly readContent: ContentReader,
  ) {
    ({ deadline: this.deadline, signal: this.signal } = limits);
    this.header = withAnalysedSlice(task.header);
    this.sessions = new Radare2Sessions(launcher, task, this.header, limits);
  }

  async run(onProgress: (progress: EngineProgress) => void): Promise<Omit<EngineReport, 'identity'>> {
    try {
      onProgress({ stage: 'structure', percent: 5 });
      const started = performance.now();
      const reading = await this.readStructure();
      const stage: StageReport = { name: 'structure', status: 'ok', elapsed_ms: elapsedSince(started) };
      onProgress({ stage: 'code', percent: 40 });
      const report = await this.readCode(reading, stage, onProgress);
      onProgress({ stage: report.stages.at(-1)?.name ?? 'code', percent: 95 });
      return report;
    } finally {
      this.ended.abort();
      await this.sessions.close();
    }
  }

  /** A crash, or a file that was not loaded, gets one fresh try: memory may have been short for a moment. */
  private async readStructure(): Promise<FileReading> {
    const signal = AbortSignal.any([this.signal, this.ended.signal]);
    const reader = new OwnReader(this.source, { ...this.task, header: this.header }, this.deadline, signal);
    const own = reader.read(this.readContent);
    try {
      return await this.tryStructure(own);
    } catch (error) {
      this.signal.throwIfAborted();
      if (!isWorthAnotherTry(error) || this.deadline.isOver) throw refusal(error);
    }
    try {
      return await this.tryStructure(own);
    } catch (error) {
      this.signal.throwIfAborted();
      throw refusal(error);
    }
  }

  private async tryStructure({ tables, content, functions, codeTexts }: OwnReading): Promise<FileReading> {
    const radare2 = await this.sessions.structureReader();
    const { focusAreas } = this.task;
    const source = new AttentiveSource(this.source, this.deadline, this.signal);
    const request = { header: this.header, focusAreas, tables: await tables, content, codeTexts, source };
    const structure = await readStructure(radare2, request);
    return { structure, ...(await functions) };
  }

  private async readCode(
    { structure, starts, named }: FileReading,
    structureStage: StageReport,
    onProgress: (progress: EngineProgress) => void,
  ): Promise<Omit<EngineReport, 'identity'>> {
    const started = performance.now();
    const wanted = includes(this.task, 'functions');
    const known = named ?? (await namedFunctions(this.header.format, structure, starts, nextTurn));
    const code = wanted
      ? notEmptied(await this.analyse(structure, starts), known)
      : skipped('Functions were not asked for.');
    const functions = wanted ? unitedFunctions(known, code.found, code.byPrelude) : { items: [], total: 0 };
    const related = await this.relate(structure, functions.items, code);
    const reason = [code.reason, related.reason, starts.fault].filter((each) => each !== undefined).join(' ');
    const stage: StageReport = {
      name: 'code',
      status: code.status === 'ok' ? related.status : code.status,
      elapsed_ms: elapsedSince(started),
      ...(reason !== '' && { reason }),
    };
    const depth = await this.readDepth(related.functions, structure.slots.imports, code.answers, onProgress);
    return {
      ...structure.findings,
      strings: related.strings,
      ...(related.coverage !== undefined && { coverage: related.coverage }),
      functions: depth.functions,
      decompiled: depth.decompiled,
      truncated: [...structure.findings.truncated, ...truncations('functions', functions), ...related.truncated],
      stages: [structureStage, stage, ...depth.stages],
    };
  }

  /** What was found is kept when it fails. */
  private async relate(
    structure: Structure,
    functions: readonly FunctionInfo[],
    { answers, found }: AnalysedCode,
  ): Promise<RelationFindings> {
    const unrelated = {
      functions,
      strings: structure.findings.strings,
      truncated: [],
    };
    if (answers === undefined) return { ...unrelated, status: 'ok' };
    const { strings, sections, segments } = structure.findings;
    const request = {
      functions,
      found,
      imports: structure.slots,
      segments,
      strings: includes(this.task, 'strings') ? strings : undefined,
      readsAreCalls: this.header.format === 'pe',
    };
    const { architecture } = this.header;
    try {
      return await readRelations(answers, request, { source: this.source, architecture, sections }, this.letGo);
    } catch (error) {
      this.signal.throwIfAborted();
      if (!isEngineFailure(error)) throw error;
      return { ...unrelated, status: 'partial', reason: sentence(error) };
    }
  }

  /** Nothing more is asked of radare2: its end, and the memory that it gives back, need not be waited for. */
  private readonly letGo = (): void => {
    if (this.task.depth !== 'comprehensive') void this.sessions.close();
  };

  private async readDepth(
    functions: readonly FunctionInfo[],
    imports: readonly Import[],
    answers: Radare2Answers | undefined,
    onProgress: (progress: EngineProgress) => void,
  ): Promise<Pick<EngineReport, 'functions' | 'decompiled' | 'stages'>> {
    if (this.task.depth !== 'comprehensive') return { functions, decompiled: [], stages: [] };
    if (answers === undefined) {
      const stage: StageReport = { name: 'depth', status: 'skipped', elapsed_ms: 0, reason: 'No code was analysed.' };
      return { functions, decompiled: [], stages: [stage] };
    }
    onProgress({ stage: 'depth', percent: 85 });
    const started = performance.now();
    const { fingerprints, decompiled, status, reason } = await readDepth(answers, functions, imports, this.signal);
    const elapsed_ms = elapsedSince(started);
    return {
      functions: withFingerprints(functions, fingerprints),
      decompiled,
      stages: [{ name: 'depth', status, elapsed_ms, ...(reason !== undefined && { reason }) }],
    };
  }

  private async analyse(structure: Structure, { starts, reached }: FunctionStarts): Promise<AnalysedCode> {
    const recipe = recipeFor(this.task.depth, this.header.architecture);
    if (recipe === undefined) return skipped('The quick depth does not analyse code.');
    // Told what the code calls, radare2 takes functions that return for ones that do not; it finds most of them by itself.
    const led = reached.filter(({ by }) => by !== 'call');
    const seeds = [...starts, ...led].sort((a, b) => byAddress(a.address, b.address));
    try {
      const answers = await this.sessions.codeReader(structure.largestAnswer);
      return { ...(await analyseCode(answers, recipe, seeds)), answers };
    } catch (error) {
      this.signal.throwIfAborted();
      if (!isEngineFailure(error)) throw error;
      const status = error instanceof Radare2Deadline ? 'timeout' : 'failed';
      return { ...NOT_ANALYSED, status, reason: sentence(error) };
    }
  }
}

/** Where the file itself names functions, radare2 cannot have looked at its code and found none. */
function notEmptied(code: AnalysedCode, known: NamedFunctions): AnalysedCode {
  if (code.status !== 'ok' || code.found.length > 0) return code;
  const own = [...known.values()].filter(({ type }) => type !== 'import').length;
  if (own === 0) return code;
  return { ...code, status: 'failed', reason: `radare2 found no function, though the file itself tells of ${own}.` };
}

function isWorthAnotherTry(error: unknown): boolean {
  return error instanceof Radare2Crash || error instanceof Radare2Unloaded;
}

function skipped(reason: string): AnalysedCode {
  return { ...NOT_ANALYSED, status: 'skipped', reason };
}

function elapsedSince(started: number): number {
  return Math.round(performance.now() - started);
}

function sentence(error: Error): string {
  return `${error.message}.`;
}

/** What a caller can be told; a fault of ours stays one. */
function refusal(error: unknown): unknown {
  if (error instanceof Radare2Deadline) {
    return timedOut(error.message, error);
  }
  if (!isEngineFailure(error)) return error;
  return new DomainError('ENGINE_FAILED', 'radare2 failed over this file.', { details: error.message, cause: error });
}
