import type { EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import type { FunctionInfo, Import, StageReport } from '#domain/analysis/analysis-document';
import { includes } from '#domain/analysis/analysis-options';
import { readFileAnatomy } from '#domain/anatomy/read-file-anatomy';
import type { FileAnatomy } from '#domain/anatomy/read-file-anatomy';
import type { ByteSource } from '#domain/identification/byte-source';
import type { ExecutableHeader } from '#domain/identification/executable-header';
import { readFunctionStarts } from '#domain/identification/function-starts';
import type { FunctionStart } from '#domain/identification/function-starts';
import { DomainError } from '#domain/shared/domain-error';
import { analyseCode } from './analyse-code';
import type { CodeFindings } from './analyse-code';
import { truncations } from './caps';
import type { Deadline } from './deadline';
import { byAddress } from './by-address';
import { unitedFunctions } from './function-list';
import { namedFunctions } from './named-functions';
import { withAnalysedSlice } from './radare2-arguments';
import { Radare2Answers } from './radare2-answers';
import type { Radare2Launcher } from './radare2-launcher';
import type { Radare2Session } from './radare2-session';
import { isEngineFailure, Radare2Crash, Radare2Deadline } from './radare2.errors';
import { readDepth, withFingerprints } from './read-depth';
import { readRelations } from './read-relations';
import type { RelationFindings } from './read-relations';
import { readStructure } from './read-structure';
import type { Structure } from './read-structure';
import { recipeFor } from './recipes';

/**
 * Bytes. radare2 keeps a buffer as large as its longest answer and copies it for every function that it lists (6.1.8): after
 * the 70 MB of a large program's symbols, that takes longer than loading the program again.
 */
const LARGEST_CONSOLE = 4 * 1024 * 1024;

/** Bytes of a file whose code is read by a radare2 of its own, whatever its answers weigh. */
const LARGE_FILE = 32 * 1024 * 1024;

const NOT_ANALYSED: Omit<CodeFindings, 'status'> = { found: [], byPrelude: new Set() };

interface AnalysedCode extends CodeFindings {
  /** By whom; absent where nobody is left to ask. */
  readonly answers?: Radare2Answers;
}

/** One run over one sample: S1, then S2, then S4. */
export class Radare2Analysis {
  private readonly header: ExecutableHeader;
  private session: Radare2Session | undefined;
  /** A second one that loads the file for its code meanwhile. */
  private ahead: Promise<Radare2Session> | undefined;

  constructor(
    private readonly launcher: Radare2Launcher,
    private readonly task: EngineTask,
    private readonly source: ByteSource,
    private readonly deadline: Deadline,
    private readonly signal: AbortSignal,
    private readonly mayRunTwo: boolean,
  ) {
    this.header = withAnalysedSlice(task.header);
  }

  async run(onProgress: (progress: EngineProgress) => void): Promise<Omit<EngineReport, 'identity'>> {
    try {
      onProgress({ stage: 'structure', percent: 5 });
      const started = performance.now();
      const structure = await this.readStructure();
      const stage: StageReport = { name: 'structure', status: 'ok', elapsed_ms: elapsedSince(started) };
      onProgress({ stage: 'code', percent: 40 });
      const report = await this.readCode(structure, stage, onProgress);
      onProgress({ stage: report.stages.at(-1)?.name ?? 'code', percent: 95 });
      return report;
    } finally {
      await this.session?.close();
      await this.closeAhead();
    }
  }

  /** A crash gets one fresh try: memory may have been short for a moment. */
  private async readStructure(): Promise<Structure> {
    try {
      return await this.tryStructure();
    } catch (error) {
      this.signal.throwIfAborted();
      if (!(error instanceof Radare2Crash) || this.deadline.isOver) throw refusal(error);
    }
    try {
      return await this.tryStructure();
    } catch (error) {
      this.signal.throwIfAborted();
      throw refusal(error);
    }
  }

  private async tryStructure(): Promise<Structure> {
    const reading = this.readAnatomy();
    // It runs while radare2 loads the file; whether it failed is asked below, unless radare2 fails first.
    reading.catch(() => undefined);
    this.loadAhead();
    const radare2 = await this.open(includes(this.task, 'strings'));
    const request = { header: this.header, focusAreas: this.task.focusAreas, anatomy: await reading };
    const structure = await readStructure(radare2, this.source, request);
    if (structure !== undefined) return structure;
    throw new DomainError('CORRUPT_BINARY', 'radare2 could read nothing of this file but its header.', {
      remediation: 'Check that the file is complete.',
    });
  }

  private async readAnatomy(): Promise<FileAnatomy> {
    const late = AbortSignal.timeout(Math.ceil(this.deadline.remainingMs));
    try {
      return await readFileAnatomy(this.source, this.header, { signal: AbortSignal.any([this.signal, late]) });
    } catch (error) {
      this.signal.throwIfAborted();
      throw late.aborted ? timedOut('The file was not read to its end.', error) : error;
    }
  }

  private async readCode(
    structure: Structure,
    structureStage: StageReport,
    onProgress: (progress: EngineProgress) => void,
  ): Promise<Omit<EngineReport, 'identity'>> {
    const started = performance.now();
    const wanted = includes(this.task, 'functions');
    const { starts, fault } = wanted ? await readFunctionStarts(this.source, this.header) : { starts: [] };
    const named = await namedFunctions(this.header.format, structure, starts);
    const code = wanted ? await this.analyse(structure, starts) : skipped('Functions were not asked for.');
    const functions = wanted ? unitedFunctions(named, code.found, code.byPrelude) : { items: [], total: 0 };
    const related = await this.relate(structure, functions.items, code);
    const reason = [code.reason, related.reason, fault].filter((each) => each !== undefined).join(' ');
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
      return await readRelations(answers, request, { source: this.source, architecture, sections });
    } catch (error) {
      this.signal.throwIfAborted();
      if (!isEngineFailure(error)) throw error;
      return { ...unrelated, status: 'partial', reason: sentence(error) };
    }
  }

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

  private async analyse(structure: Structure, starts: readonly FunctionStart[]): Promise<AnalysedCode> {
    const recipe = recipeFor(this.task.depth, this.header.architecture);
    if (recipe === undefined) return skipped('The quick depth does not analyse code.');
    const seeds = starts.map((start) => start.address).sort(byAddress);
    try {
      const answers = await this.codeReader(structure);
      return { ...(await analyseCode(answers, recipe, seeds)), answers };
    } catch (error) {
      this.signal.throwIfAborted();
      if (!isEngineFailure(error)) throw error;
      const status = error instanceof Radare2Deadline ? 'timeout' : 'failed';
      return { ...NOT_ANALYSED, status, reason: sentence(error) };
    }
  }

  /** The session that has read the structure, or where its console has grown, one that starts afresh. */
  private async codeReader({ largestAnswer }: Structure): Promise<Radare2Answers> {
    const { ahead } = this;
    if (ahead !== undefined) {
      await this.session?.close();
      this.ahead = undefined;
      this.session = await ahead;
    }
    const isFit = ahead !== undefined || (largestAnswer <= LARGEST_CONSOLE && this.task.size < LARGE_FILE);
    if (!isFit || this.session === undefined) return this.open(false);
    return new Radare2Answers(this.session, this.deadline);
  }

  /** Loading a file of 100 MB takes seconds; a second radare2 does it while the first reads the structure. */
  private loadAhead(): void {
    const { size, depth } = this.task;
    if (!this.mayRunTwo || size < LARGE_FILE || !includes(this.task, 'functions')) return;
    if (this.ahead !== undefined || recipeFor(depth, this.header.architecture) === undefined) return;
    this.ahead = this.start(false);
    // Whether it failed is asked when code is to be read.
    this.ahead.catch(() => undefined);
  }

  private async closeAhead(): Promise<void> {
    const session = await this.ahead?.catch(() => undefined);
    await session?.close();
  }

  /** In place of the session before. */
  private async open(withStrings: boolean): Promise<Radare2Answers> {
    await this.session?.close();
    this.session = await this.start(withStrings);
    return new Radare2Answers(this.session, this.deadline);
  }

  private start(withStrings: boolean): Promise<Radare2Session> {
    const { samplePath: path, size } = this.task;
    return this.launcher.open({ path, size, header: this.header, withStrings }, this.deadline, this.signal);
  }
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

function timedOut(details: string, cause: unknown): DomainError {
  return new DomainError('ANALYSIS_TIMEOUT', 'The structure of the file could not be read in time.', {
    details,
    remediation: 'Submit it again with a longer timeout.',
    cause,
  });
}

/** What a caller can be told; a fault of ours stays one. */
function refusal(error: unknown): unknown {
  if (error instanceof Radare2Deadline) {
    return timedOut(error.message, error);
  }
  if (!isEngineFailure(error)) return error;
  return new DomainError('ENGINE_FAILED', 'radare2 failed over this file.', { details: error.message, cause: error });
}
