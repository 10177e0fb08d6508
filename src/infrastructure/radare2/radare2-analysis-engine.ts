import { Injectable } from '@nestjs/common';

import { AnalysisEngine } from '#application/ports/analysis-engine.port';
import type { EngineIdentity, EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import { Deadline } from './deadline';
import { FileSource } from './file-source';
import { Radare2Analysis } from './radare2-analysis';
import { Radare2Launcher } from './radare2-launcher';
import { RECIPES_VERSION } from './recipes';

/** radare2 in a sandbox, one process per analysis. */
@Injectable()
export class Radare2AnalysisEngine extends AnalysisEngine {
  constructor(private readonly launcher: Radare2Launcher) {
    super();
  }

  override async analyse(
    task: EngineTask,
    onProgress: (progress: EngineProgress) => void,
    signal: AbortSignal,
  ): Promise<EngineReport> {
    const deadline = new Deadline(task.timeoutMs);
    signal.throwIfAborted();
    const identity = await this.identity();
    const findings = await FileSource.using(task.samplePath, (source) =>
      new Radare2Analysis(this.launcher, task, source, deadline, signal).run(onProgress),
    );
    return { identity, ...findings };
  }

  override async identity(): Promise<EngineIdentity> {
    const { version, tier } = await this.launcher.ready();
    return { radare2Version: version, engineVersion: `r2-${version}/recipes-${RECIPES_VERSION}`, sandbox: tier };
  }
}
