import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';

import type { EngineTask } from '#application/ports/analysis-engine.port';
import { ControlAnalysis } from '#application/ports/control-analysis.port';
import { AppConfig } from '#config/app-config';
import { readExecutableHeader } from '#domain/executables/read-executable-header';
import { DomainError } from '#domain/shared/domain-error';
import { MINUTE_MS } from '#domain/shared/quantities';
import { sha256 } from '#domain/shared/sha256';
import { eraseFile } from '#infrastructure/filesystem/erase-file';
import { TemporaryFiles } from '#infrastructure/filesystem/temporary-files';
import { controlProgram } from './control-program';
import { Radare2AnalysisEngine } from './radare2-analysis-engine';
import { Radare2Launcher } from './radare2-launcher';

/** Milliseconds; milliseconds are what it takes on a machine that has nothing else to do. */
const PATIENCE_MS = MINUTE_MS;

/** Takes a tiny program of ours apart, as any sample is. */
@Injectable()
export class Radare2ControlAnalysis extends ControlAnalysis {
  /** Beside what is received: whoever ends us in between leaves it to the sweep. */
  private readonly files: TemporaryFiles;
  private readonly radare2: Radare2AnalysisEngine;

  constructor(config: AppConfig, launcher: Radare2Launcher) {
    super();
    this.radare2 = new Radare2AnalysisEngine(launcher, { parallelAnalysis: false, codeReader: 'radare2' });
    this.files = new TemporaryFiles(join(resolve(config.storage.dataDir), 'tmp'));
  }

  override async fault(): Promise<string | undefined> {
    const { name, handle } = await this.files.create();
    const path = this.files.pathOf(name);
    try {
      const program = controlProgram();
      await handle.writeFile(program).finally(() => handle.close());
      return await this.faultOver(taskFor(path, program));
    } finally {
      await eraseFile(path, false);
    }
  }

  private async faultOver(task: EngineTask): Promise<string | undefined> {
    try {
      const { stages } = await this.radare2.analyse(task, () => undefined, new AbortController().signal);
      return stages.find(({ status }) => status !== 'ok')?.reason;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return typeof error.details === 'string' ? error.details : error.message;
    }
  }
}

function taskFor(samplePath: string, program: Uint8Array): EngineTask {
  const verdict = readExecutableHeader(program, program.length);
  if (verdict.outcome !== 'executable') throw new Error('The program of our own is none');
  const { header } = verdict;
  return {
    samplePath,
    sha256: sha256(createHash('sha256').update(program).digest('hex')),
    size: program.length,
    header,
    depth: 'standard',
    focusAreas: [],
    timeoutMs: PATIENCE_MS,
  };
}
