import { Injectable } from '@nestjs/common';

import type { EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import { AnalysisEngine } from '#application/ports/analysis-engine.port';
import type { EngineIdentity, EngineProbe } from '#application/ports/engine-probe.port';
import { CachedSource } from '#domain/bytes/cached-source';
import { Deadline } from '#infrastructure/clock/deadline';
import { FileSource } from '#infrastructure/filesystem/file-source';
import { AttentiveSource } from './attentive-source';
import { HeaderAnalysis } from './header-analysis';

/** Counts up with every change of what the parsers find. */
const VERSION = 4;

const IDENTITY: EngineIdentity = { radare2Version: 'none', engineVersion: `headers-${VERSION}`, sandbox: 'none' };

/**
 * Reads headers, tables and strings with parsers of our own, in this process: memory-safe, bounded by the file's size, and
 * without a look at the code. For files that radare2 fails over.
 */
@Injectable()
export class HeaderAnalysisEngine extends AnalysisEngine implements EngineProbe {
  override async analyse(
    task: EngineTask,
    onProgress: (progress: EngineProgress) => void,
    signal: AbortSignal,
  ): Promise<EngineReport> {
    const deadline = new Deadline(task.timeoutMs);
    signal.throwIfAborted();
    const findings = await FileSource.using(task.samplePath, (file) =>
      new HeaderAnalysis(task, new AttentiveSource(new CachedSource(file, Infinity), deadline, signal)).run(onProgress),
    );
    return { identity: IDENTITY, ...findings };
  }

  identity(): Promise<EngineIdentity> {
    return Promise.resolve(IDENTITY);
  }
}
