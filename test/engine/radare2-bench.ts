import { stat } from 'node:fs/promises';

import type { EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import type { SandboxTier } from '#domain/document/sandbox-tier';
import { Deadline } from '#infrastructure/clock/deadline';
import type { CodeReaderChoice } from '#infrastructure/radare2/code-stage';
import { Radare2AnalysisEngine } from '#infrastructure/radare2/radare2-analysis-engine';
import { SESSION } from '#infrastructure/radare2/radare2-arguments';
import type { Radare2Command } from '#infrastructure/radare2/radare2-command';
import { Radare2Launcher } from '#infrastructure/radare2/radare2-launcher';
import { Radare2Session } from '#infrastructure/radare2/radare2-session';
import { headerOf, withFile } from '#test/builders/file-source';
import { aSha256 } from '#test/builders/job';
import { Confinement } from '#test/sandbox/confinement';

export const ORDINARY = '/bin/ls';
const never = (): AbortSignal => new AbortController().signal;

/** The real engine in one tier. */
export class Radare2Bench {
  readonly confinement: Confinement;
  readonly launcher: Radare2Launcher;
  readonly engine: Radare2AnalysisEngine;

  constructor(
    readonly tier: SandboxTier | 'auto',
    codeReader: CodeReaderChoice = 'auto',
  ) {
    this.confinement = new Confinement(tier === 'auto' ? 'off' : tier);
    Object.assign(this.confinement.config.sandbox, { tier });
    const { config, host, sandbox } = this.confinement;
    this.launcher = new Radare2Launcher(config, host, sandbox);
    this.engine = new Radare2AnalysisEngine(this.launcher, { parallelAnalysis: true, codeReader });
  }

  async task(path: string, facts: Partial<EngineTask> = {}): Promise<EngineTask> {
    const { size } = await stat(path);
    const header = await withFile(path, headerOf);
    return {
      samplePath: path,
      sha256: aSha256(),
      size,
      header,
      depth: 'standard',
      focusAreas: [],
      timeoutMs: 120_000,
      ...facts,
    };
  }

  async analyse(path: string, facts: Partial<EngineTask> = {}): Promise<EngineReport> {
    return this.engine.analyse(await this.task(path, facts), () => undefined, never());
  }

  /** A session as an analysis has it. */
  async open(path: string): Promise<Radare2Session> {
    const { header, size } = await this.task(path);
    return this.launcher.open({ path, size, header, forCode: true }, new Deadline(60_000), never());
  }

  /** The same without radare2's own sandbox: what is denied now is denied by the system. */
  async openUnguarded(path: string): Promise<Radare2Session> {
    const { installation, tier } = await this.launcher.ready();
    const process = await this.confinement.sandbox.launch(tier, {
      file: installation.program,
      args: SESSION,
      trees: installation.trees,
      files: installation.files,
      sample: path,
      environment: installation.environment,
      limits: { addressSpace: this.confinement.addressSpaceLimit, cpuSeconds: 60 },
    });
    return Radare2Session.open(process, { deadlineMs: 60_000, maxBytes: 1_000_000 }, never());
  }
}

/** What none of our templates makes: what an attacker would say who had taken radare2 over. */
export function anyCommand(text: string): Radare2Command {
  return text as Radare2Command;
}
