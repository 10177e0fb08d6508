import type { EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import type { StageReport } from '#domain/analysis/analysis-document';
import { includes } from '#domain/analysis/analysis-options';
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

const NOT_ANALYSED: Omit<CodeFindings, 'status'> = { found: [], byPrelude: new Set() };

/** One run over one sample: S1, then S2 in the same radare2. */
export class Radare2Analysis {
  private readonly header: ExecutableHeader;

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
    onProgress({ stage: 'structure', percent: 5 });
    const started = performance.now();
    const { session, structure } = await this.readStructure();
    try {
      const elapsed = performance.now() - started;
      onProgress({ stage: 'code', percent: 40 });
      const report = await this.readCode(session, structure, {
        name: 'structure',
        status: 'ok',
        elapsed_ms: Math.round(elapsed),
      });
      onProgress({ stage: 'code', percent: 95 });
      return report;
    } finally {
      await session.close();
    }
  }

  /** A crash gets one fresh try: radare2 runs threads, and memory may have been short for a moment. */
  private async readStructure(): Promise<{ session: Radare2Session; structure: Structure }> {
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

  private async tryStructure(): Promise<{ session: Radare2Session; structure: Structure }> {
    const { header, task } = this;
    const session = await this.launcher.open(
      { path: task.samplePath, header, withStrings: includes(task, 'strings') },
      this.deadline,
      this.signal,
    );
    try {
      const answers = new Radare2Answers(session, this.deadline);
      const structure = await readStructure(answers, this.source, { header, focusAreas: task.focusAreas });
      if (structure !== undefined) return { session, structure };
      throw new DomainError('CORRUPT_BINARY', 'radare2 could read nothing of this file but its header.', {
        remediation: 'Check that the file is complete.',
      });
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  private async readCode(
    session: Radare2Session,
    structure: Structure,
    structureStage: StageReport,
  ): Promise<Omit<EngineReport, 'identity'>> {
    const started = performance.now();
    const wanted = includes(this.task, 'functions');
    const { starts, fault } = wanted ? await readFunctionStarts(this.source, this.header) : { starts: [] };
    const named = namedFunctions(this.header.format, structure, starts);
    const code = wanted ? await this.analyse(session, starts) : skipped('Functions were not asked for.');
    const functions = wanted ? unitedFunctions(named, code.found, code.byPrelude) : { items: [], total: 0 };
    const reason = [code.reason, fault].filter((each) => each !== undefined).join(' ');
    return {
      ...structure.findings,
      functions: functions.items,
      truncated: [...structure.findings.truncated, ...truncations('functions', functions)],
      stages: [
        structureStage,
        {
          name: 'code',
          status: code.status,
          elapsed_ms: Math.round(performance.now() - started),
          ...(reason !== '' && { reason }),
        },
      ],
    };
  }

  private async analyse(session: Radare2Session, starts: readonly FunctionStart[]): Promise<CodeFindings> {
    const recipe = recipeFor(this.task.depth, this.header.architecture);
    if (recipe === undefined) return skipped('The quick depth does not analyse code.');
    const seeds = starts.map((start) => start.address).sort(byAddress);
    try {
      return await analyseCode(new Radare2Answers(session, this.deadline), recipe, seeds);
    } catch (error) {
      this.signal.throwIfAborted();
      if (error instanceof Radare2Deadline) return { ...NOT_ANALYSED, status: 'timeout', reason: sentence(error) };
      if (isEngineFailure(error)) return { ...NOT_ANALYSED, status: 'failed', reason: sentence(error) };
      throw error;
    }
  }
}

function skipped(reason: string): CodeFindings {
  return { ...NOT_ANALYSED, status: 'skipped', reason };
}

function isEngineFailure(error: unknown): error is Error {
  return error instanceof Radare2Crash || error instanceof Radare2OutputLimit || error instanceof Radare2Answer;
}

function sentence(error: Error): string {
  return `${error.message}.`;
}

/** What a caller can be told; a fault of ours stays one. */
function refusal(error: unknown): unknown {
  if (error instanceof Radare2Deadline) {
    return new DomainError('ANALYSIS_TIMEOUT', 'The structure of the file could not be read in time.', {
      details: error.message,
      remediation: 'Submit it again with a longer timeout.',
      cause: error,
    });
  }
  if (!isEngineFailure(error)) return error;
  return new DomainError('ENGINE_FAILED', 'radare2 failed over this file.', { details: error.message, cause: error });
}
