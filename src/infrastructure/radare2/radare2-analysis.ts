import type { EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import type { StageReport } from '#domain/analysis/analysis-document';
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
import { byAddress, unitedFunctions } from './function-list';
import { namedFunctions } from './named-functions';
import { withAnalysedSlice } from './radare2-arguments';
import { Radare2Answers } from './radare2-answers';
import type { Radare2Launcher } from './radare2-launcher';
import type { Radare2Session } from './radare2-session';
import { Radare2Answer, Radare2Crash, Radare2Deadline, Radare2OutputLimit } from './radare2.errors';
import { readStructure } from './read-structure';
import type { Structure } from './read-structure';
import { recipeFor } from './recipes';

/**
 * Bytes. radare2 keeps a buffer as large as its longest answer and copies it for every function that it lists (6.1.8): after
 * the 70 MB of a large program's symbols, that takes longer than loading the program again.
 */
const LARGEST_CONSOLE = 4 * 1024 * 1024;

const NOT_ANALYSED: Omit<CodeFindings, 'status'> = { found: [], byPrelude: new Set() };

/** One run over one sample: S1, then S2. */
export class Radare2Analysis {
  private readonly header: ExecutableHeader;
  private session: Radare2Session | undefined;

  constructor(
    private readonly launcher: Radare2Launcher,
    private readonly task: EngineTask,
    private readonly source: ByteSource,
    private readonly deadline: Deadline,
    private readonly signal: AbortSignal,
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
      const report = await this.readCode(structure, stage);
      onProgress({ stage: 'code', percent: 95 });
      return report;
    } finally {
      await this.session?.close();
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

  private async readCode(structure: Structure, structureStage: StageReport): Promise<Omit<EngineReport, 'identity'>> {
    const started = performance.now();
    const wanted = includes(this.task, 'functions');
    const { starts, fault } = wanted ? await readFunctionStarts(this.source, this.header) : { starts: [] };
    const named = await namedFunctions(this.header.format, structure, starts);
    const code = wanted ? await this.analyse(structure, starts) : skipped('Functions were not asked for.');
    const functions = wanted ? unitedFunctions(named, code.found, code.byPrelude) : { items: [], total: 0 };
    const reason = [code.reason, fault].filter((each) => each !== undefined).join(' ');
    return {
      ...structure.findings,
      functions: functions.items,
      truncated: [...structure.findings.truncated, ...truncations('functions', functions)],
      stages: [
        structureStage,
        { name: 'code', status: code.status, elapsed_ms: elapsedSince(started), ...(reason !== '' && { reason }) },
      ],
    };
  }

  private async analyse(structure: Structure, starts: readonly FunctionStart[]): Promise<CodeFindings> {
    const recipe = recipeFor(this.task.depth, this.header.architecture);
    if (recipe === undefined) return skipped('The quick depth does not analyse code.');
    const seeds = starts.map((start) => start.address).sort(byAddress);
    try {
      return await analyseCode(await this.codeReader(structure), recipe, seeds);
    } catch (error) {
      this.signal.throwIfAborted();
      if (error instanceof Radare2Deadline) return { ...NOT_ANALYSED, status: 'timeout', reason: sentence(error) };
      if (isEngineFailure(error)) return { ...NOT_ANALYSED, status: 'failed', reason: sentence(error) };
      throw error;
    }
  }

  /** The session that has read the structure, or where its console has grown, one that starts afresh. */
  private async codeReader({ largestAnswer }: Structure): Promise<Radare2Answers> {
    if (largestAnswer > LARGEST_CONSOLE || this.session === undefined) return this.open(false);
    return new Radare2Answers(this.session, this.deadline);
  }

  /** In place of the session before. */
  private async open(withStrings: boolean): Promise<Radare2Answers> {
    await this.session?.close();
    const { samplePath: path, size } = this.task;
    const sample = { path, size, header: this.header, withStrings };
    this.session = await this.launcher.open(sample, this.deadline, this.signal);
    return new Radare2Answers(this.session, this.deadline);
  }
}

function skipped(reason: string): CodeFindings {
  return { ...NOT_ANALYSED, status: 'skipped', reason };
}

function isEngineFailure(error: unknown): error is Error {
  return error instanceof Radare2Crash || error instanceof Radare2OutputLimit || error instanceof Radare2Answer;
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
