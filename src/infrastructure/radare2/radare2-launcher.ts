import { Injectable } from '@nestjs/common';

import { AppConfig } from '#config/app-config';
import type { SandboxTier } from '#domain/document/sandbox-tier';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { MB, SECOND_MS } from '#domain/shared/quantities';
import { Deadline } from '#infrastructure/clock/deadline';
import type { ConfinedProgram, ResourceLimits } from '#infrastructure/sandbox/confined-program';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { Radare2Answers } from './radare2-answers';
import { sampleArguments, UNPARSED } from './radare2-arguments';
import { LOAD_TABLES, READ_OUTSIDE, SPAWN, VERSION } from './radare2-command';
import type { Radare2Installation } from './radare2-installation';
import { findRadare2 } from './radare2-installation';
import { Radare2Session } from './radare2-session';

const PROBE_MS = 10_000;
const OLDEST_MAJOR_VERSION = 6;
/** Processor time beyond the wall clock's: the deadline ends a process, this only stops one that outlives us. */
const SPARE_CPU_SECONDS = 10;

/** Read once instead of by two system calls for every few bytes: a fifth of the time. */
const IN_MEMORY = 'slurp://';
const LARGEST_IN_MEMORY = 256 * MB;

/** The radare2 that works here, and how it is confined. */
export interface ReadyRadare2 {
  readonly installation: Radare2Installation;
  readonly tier: SandboxTier;
  readonly version: string;
}

/** What is opened and how much of it is loaded. */
export interface SampleRequest {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly header: ExecutableHeader;
  readonly forCode: boolean;
}

/** Starts radare2 on samples. */
@Injectable()
export class Radare2Launcher {
  private readiness: Promise<ReadyRadare2> | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly host: HostEnvironment,
    private readonly sandbox: Sandbox,
  ) {}

  /** Tried once, then remembered; tried again after a refusal. @throws DomainError `SERVICE_UNAVAILABLE`. */
  ready(): Promise<ReadyRadare2> {
    this.readiness ??= this.findOut().catch((error: unknown) => {
      this.readiness = undefined;
      throw error;
    });
    return this.readiness;
  }

  /** Takes what was found out elsewhere in this process for its own. */
  assume(readiness: ReadyRadare2): void {
    this.readiness ??= Promise.resolve(readiness);
  }

  /** The caller closes the session. @throws as the session does; nothing is left then. */
  async open(sample: SampleRequest, deadline: Deadline, signal: AbortSignal): Promise<Radare2Session> {
    const { installation, tier } = await this.ready();
    const program = {
      ...this.program(installation, deadline),
      args: sampleArguments(sample),
      sample: sample.path,
      sampleScheme: sample.size <= LARGEST_IN_MEMORY ? IN_MEMORY : '',
    };
    const session = await this.start(tier, program, deadline, signal);
    if (!sample.forCode) await loadTables(session, deadline);
    return session;
  }

  private async findOut(): Promise<ReadyRadare2> {
    const installation = await findRadare2(this.config.analysis.radare2Prefix, this.host.path);
    let version = '';
    const tier = await this.sandbox.choose(async (candidate) => {
      const trial = await this.probe(installation, candidate);
      version = trial.version;
      return trial.fault;
    });
    return { installation, tier, version };
  }

  /** Shows it its own program, without its own sandbox: what is denied is denied by the tier. */
  private async probe(
    installation: Radare2Installation,
    tier: SandboxTier,
  ): Promise<{ version: string; fault?: string }> {
    const deadline = new Deadline(PROBE_MS);
    let session: Radare2Session | undefined;
    try {
      const program = { ...this.program(installation, deadline), args: UNPARSED, sample: installation.program };
      session = await this.start(tier, program, deadline, new AbortController().signal);
      const radare2 = new Radare2Answers(session, deadline);
      const version = String((await radare2.object(VERSION))['version']);
      if (Number.parseInt(version) < OLDEST_MAJOR_VERSION) {
        return { version, fault: `radare2 ${version} is older than ${OLDEST_MAJOR_VERSION}` };
      }
      if (tier === 'off') return { version };
      if ((await radare2.text(READ_OUTSIDE)) !== '') return { version, fault: 'it lets radare2 read /etc/passwd' };
      if ((await radare2.text(SPAWN)) !== '') return { version, fault: 'it lets radare2 run programs' };
      return { version };
    } catch (error) {
      return { version: '', fault: error instanceof Error ? error.message : String(error) };
    } finally {
      await session?.close();
    }
  }

  private async start(
    tier: SandboxTier,
    program: ConfinedProgram,
    deadline: Deadline,
    signal: AbortSignal,
  ): Promise<Radare2Session> {
    signal.throwIfAborted();
    const process = await this.sandbox.launch(tier, program);
    const commandMs = this.config.analysis.radare2TimeoutSeconds * SECOND_MS;
    return Radare2Session.open(process, { deadlineMs: deadline.remainingMs, maxBytes: MB, commandMs }, signal);
  }

  private program(installation: Radare2Installation, deadline: Deadline): Omit<ConfinedProgram, 'args'> {
    return {
      file: installation.program,
      trees: installation.trees,
      files: installation.files,
      environment: installation.environment,
      limits: this.limits(deadline),
    };
  }

  private limits(deadline: Deadline): ResourceLimits {
    return {
      addressSpace: this.config.sandbox.memoryMb * MB,
      cpuSeconds: Math.ceil(deadline.remainingMs / SECOND_MS) + SPARE_CPU_SECONDS,
    };
  }
}

/** After a rejection the process is gone. */
async function loadTables(session: Radare2Session, deadline: Deadline): Promise<void> {
  try {
    await session.run(LOAD_TABLES, { deadlineMs: deadline.remainingMs, maxBytes: MB });
  } catch (error) {
    await session.close();
    throw error;
  }
}
