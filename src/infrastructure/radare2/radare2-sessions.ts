import type { EngineTask } from '#application/ports/analysis-engine.port';
import { includes } from '#domain/jobs/analysis-options';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { MB } from '#domain/shared/quantities';
import type { Deadline } from '#infrastructure/clock/deadline';
import { Radare2Answers } from './radare2-answers';
import type { OpeningOptions } from './radare2-arguments';
import type { Radare2Launcher } from './radare2-launcher';
import type { Radare2Session } from './radare2-session';
import { readFileInfo } from './read-file-info';
import { recipeFor } from './recipes';

/**
 * Bytes. radare2 keeps a buffer as large as its longest answer and copies it for every function that it lists (6.1.8): after
 * the 70 MB of a large program's symbols, that takes longer than loading the program again.
 */
const LARGEST_CONSOLE = 4 * MB;

/** Bytes of a file whose code is read by a radare2 of its own, whatever its answers weigh. */
const LARGE_FILE = 32 * MB;

type Extent = Omit<OpeningOptions, 'header'>;
const CODE_ONLY: Extent = { forCode: true };

export interface SessionLimits {
  readonly deadline: Deadline;
  readonly signal: AbortSignal;
  /** Whether a large file may be loaded twice at once. */
  readonly mayRunTwo: boolean;
}

/** The radare2 processes of one analysis: one that reads the structure, and the same or another that reads code. */
export class Radare2Sessions {
  private session: Radare2Session | undefined;
  /** A second one that loads the file for its code meanwhile. */
  private ahead: Promise<Radare2Session> | undefined;

  constructor(
    private readonly launcher: Radare2Launcher,
    private readonly task: EngineTask,
    private readonly header: ExecutableHeader,
    private readonly limits: SessionLimits,
  ) {}

  /** In place of the session before; whether it has loaded the file is for its reader to find out. @throws as the launcher does. */
  async structureReader(): Promise<Radare2Answers> {
    this.loadAhead();
    return this.open({ forCode: this.readsCode && !this.isLarge });
  }

  /**
   * The session that has read the structure, or where its console has grown, one that starts afresh.
   * @throws as the launcher does, and `Radare2Unloaded`.
   */
  async codeReader(largestAnswer: number): Promise<Radare2Answers> {
    const isFit = this.ahead === undefined && largestAnswer <= LARGEST_CONSOLE && !this.isLarge;
    if (isFit && this.session !== undefined) return new Radare2Answers(this.session, this.limits.deadline);
    const answers = await this.openForCode();
    await readFileInfo(answers, this.header);
    return answers;
  }

  private async openForCode(): Promise<Radare2Answers> {
    const { ahead } = this;
    if (ahead === undefined) return this.open(CODE_ONLY);
    await this.session?.close();
    this.ahead = undefined;
    this.session = await ahead;
    return new Radare2Answers(this.session, this.limits.deadline);
  }

  /** Resolves once all have ended. */
  async close(): Promise<void> {
    await this.session?.close();
    const ahead = await this.ahead?.catch(() => undefined);
    await ahead?.close();
  }

  /** Loading a file of 100 MB takes seconds; a second radare2 does it while the first reads the structure. */
  private loadAhead(): void {
    if (this.ahead !== undefined || !this.limits.mayRunTwo || !this.isLarge || !this.readsCode) return;
    this.ahead = this.start(CODE_ONLY);
    // Whether it failed is asked when code is to be read.
    this.ahead.catch(() => undefined);
  }

  private get isLarge(): boolean {
    return this.task.size >= LARGE_FILE;
  }

  private get readsCode(): boolean {
    return includes(this.task, 'functions') && recipeFor(this.task.depth, this.header.architecture) !== undefined;
  }

  private async open(extent: Extent): Promise<Radare2Answers> {
    await this.session?.close();
    this.session = await this.start(extent);
    return new Radare2Answers(this.session, this.limits.deadline);
  }

  private start(extent: Extent): Promise<Radare2Session> {
    const { samplePath: path, size } = this.task;
    const { deadline, signal } = this.limits;
    return this.launcher.open({ path, size, header: this.header, ...extent }, deadline, signal);
  }
}
