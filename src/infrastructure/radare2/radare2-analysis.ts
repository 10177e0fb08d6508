import type { EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import type { ByteSource } from '#domain/bytes/byte-source';
import { CachedSource } from '#domain/bytes/cached-source';
import { truncations } from '#domain/document/caps';
import type { StageName, StageReport } from '#domain/document/stages';
import { UNDER_WAY } from '#domain/document/stages';
import { unitedFunctions } from '#domain/functions/function-list';
import { functionNames } from '#domain/functions/function-names';
import type { NamedFunctions } from '#domain/functions/named-functions';
import { includes } from '#domain/jobs/analysis-options';
import { DomainError } from '#domain/shared/domain-error';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import type { Deadline } from '#infrastructure/clock/deadline';
import { timedOut } from '#infrastructure/clock/timed-out';
import { AttentiveSource } from '#infrastructure/readers/attentive-source';
import { contentInTime } from '#infrastructure/readers/content-in-time';
import type { OwnReading } from '#infrastructure/readers/own-reading';
import { beginOwnReading } from '#infrastructure/readers/own-reading';
import type { ContentReader } from '#infrastructure/readers/read-content';
import type { FileTables } from '#infrastructure/readers/read-file-tables';
import { readsCodeOf } from '#infrastructure/readers/read-own-code';
import type { CodeReaderChoice, FileReading } from './code-stage';
import { CodeStage } from './code-stage';
import { readDepthStage } from './depth-stage';
import { isEngineFailure, Radare2Crash, Radare2Deadline, Radare2Unloaded } from './radare2.errors';
import type { Radare2Answers } from './radare2-answers';
import { withAnalysedSlice } from './radare2-arguments';
import type { Radare2Launcher } from './radare2-launcher';
import type { SessionLimits } from './radare2-sessions';
import { Radare2Sessions } from './radare2-sessions';
import { arePlaced, readStructure } from './read-structure';
import { PERCENT } from './stage-percents';
import { tellingMeanwhile } from './telling-meanwhile';
import { whyUnread } from './unread-file';

type Findings = Omit<EngineReport, 'identity'>;

/** See `AnalysisEngine.analyse`. */
export interface AnalysisListener {
  readonly onProgress: (progress: EngineProgress) => void;
  readonly onInterim?: (findings: Findings) => void;
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
    private readonly codeReader: CodeReaderChoice,
  ) {
    ({ deadline: this.deadline, signal: this.signal } = limits);
    this.header = withAnalysedSlice(task.header);
    this.sessions = new Radare2Sessions(launcher, task, this.header, limits);
  }

  async run(listener: AnalysisListener): Promise<Findings> {
    const { onProgress } = listener;
    try {
      onProgress({ stage: 'structure', percent: PERCENT.begin });
      const started = performance.now();
      const reading = await this.readStructure();
      const stage: StageReport = { name: 'structure', status: 'ok', elapsed_ms: elapsedSince(started) };
      onProgress({ stage: 'code', percent: PERCENT.structure });
      const report = await this.readCode(reading, stage, listener);
      onProgress({ stage: report.stages.at(-1)?.name ?? 'code', percent: PERCENT.depth });
      return report;
    } finally {
      this.ended.abort();
      await this.sessions.close();
    }
  }

  /** A crash, or a file that was not loaded, gets one fresh try: memory may have been short for a moment. */
  private async readStructure(): Promise<FileReading> {
    const fault = await whyUnread(this.header, this.source);
    if (fault !== undefined) throw refusal(new Radare2Unloaded(fault));
    const signal = AbortSignal.any([this.signal, this.ended.signal]);
    const source = new AttentiveSource(new CachedSource(this.source, Infinity), this.deadline, signal);
    const own = this.beginOwnReading(source, signal);
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

  /** Reads what of a file needs no radare2, while radare2 loads it. */
  private beginOwnReading(source: ByteSource, signal: AbortSignal): OwnReading {
    const { header, deadline } = this;
    const task = { ...this.task, header };
    return beginOwnReading({
      task,
      source,
      readContent: contentInTime(this.readContent, this.source, { deadline, signal }),
      suffices: ({ imports }) => arePlaced(header.format, imports),
    });
  }

  private async tryStructure(own: OwnReading): Promise<FileReading> {
    const { tables, content, functions } = own;
    const { focusAreas } = this.task;
    const known = await tables;
    const request = { header: this.header, focusAreas, tables: known, content };
    const structure = await readStructure(await this.structureReader(known), request);
    return { structure, isIlOnly: known.traits.isIlOnly === true, file: await own.file, ...(await functions) };
  }

  /** Nobody where all that follows is read without radare2, which takes longer to load a file than we to read it. */
  private structureReader({ imports }: FileTables): Promise<Radare2Answers> | undefined {
    const { header, task, codeReader } = this;
    const isOurs = codeReader === 'auto' && task.depth !== 'comprehensive' && readsCodeOf(header);
    return isOurs && arePlaced(header.format, imports) ? undefined : this.sessions.structureReader();
  }

  private async readCode(
    reading: FileReading,
    structureStage: StageReport,
    { onProgress, onInterim }: AnalysisListener,
  ): Promise<Findings> {
    const { header, task, source, signal, sessions, deadline, codeReader } = this;
    const onShare = (share: number): void => {
      onProgress({ stage: 'code', percent: PERCENT.structure + share * (PERCENT.code - PERCENT.structure) });
    };
    const stage = new CodeStage({ header, task, source, signal, sessions, deadline, codeReader, onShare });
    const known = await stage.known(reading);
    const soFar =
      onInterim &&
      ((): void => {
        onInterim(this.withoutCode(reading, structureStage, known));
      });
    const code = await tellingMeanwhile(soFar, () => stage.read(reading, known));
    const { related, names, answers, listing } = code;
    const { findings, slots } = reading.structure;
    const found: Findings = {
      ...findings,
      strings: related.strings,
      // What was not asked for is not shown.
      imports: includes(task, 'imports') ? related.imports : findings.imports,
      ...(related.sites !== undefined && { sites: related.sites }),
      ...(related.coverage !== undefined && { coverage: related.coverage }),
      ...(names !== undefined && { names }),
      ...(listing.code !== undefined && { code: listing.code }),
      functions: related.functions,
      decompiled: [],
      truncated: [
        ...findings.truncated.filter(({ section }) => section !== 'strings'),
        ...truncations('strings', code.strings),
        ...truncations('functions', code.functions),
        ...related.truncated,
        ...listing.truncated,
      ],
      stages: [structureStage, code.stage],
    };
    const order = { task, functions: related.functions, imports: slots.imports, answers, signal };
    const withCode =
      onInterim &&
      ((): void => {
        onInterim({ ...found, stages: [...found.stages, underWay('depth')] });
      });
    const depth = await tellingMeanwhile(withCode, () => readDepthStage(order, onProgress));
    const { functions, decompiled, stages } = depth;
    return { ...found, functions, decompiled, stages: [...found.stages, ...stages] };
  }

  /** What is known of a file before its code is analysed. */
  private withoutCode({ structure }: FileReading, structureStage: StageReport, known: NamedFunctions): Findings {
    const { findings, named } = structure;
    const functions = includes(this.task, 'functions') ? unitedFunctions(known, [], new Set()) : undefined;
    const facts = { stripped: findings.file.stripped, exports: named.exports };
    return {
      ...findings,
      functions: functions?.items ?? [],
      ...(functions !== undefined && { names: functionNames(functions.items, known, facts) }),
      decompiled: [],
      truncated: [...findings.truncated, ...(functions === undefined ? [] : truncations('functions', functions))],
      stages: [structureStage, underWay('code')],
    };
  }
}

function underWay(name: StageName): StageReport {
  return { name, status: 'skipped', elapsed_ms: 0, reason: UNDER_WAY };
}

function isWorthAnotherTry(error: unknown): boolean {
  return error instanceof Radare2Crash || error instanceof Radare2Unloaded;
}

function elapsedSince(started: number): number {
  return Math.round(performance.now() - started);
}

/** What a caller can be told; a fault of ours stays one. */
function refusal(error: unknown): unknown {
  if (error instanceof Radare2Deadline && !error.isOfCommand) {
    return timedOut(error.message, error);
  }
  if (!isEngineFailure(error)) return error;
  return new DomainError('ENGINE_FAILED', 'radare2 failed over this file.', { details: error.message, cause: error });
}
