import type { EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import { AnalysisEngine } from '#application/ports/analysis-engine.port';
import type { EngineIdentity, EngineProbe } from '#application/ports/engine-probe.port';
import type { FeatureSettings } from '#config/settings/features';
import { Deadline } from '#infrastructure/clock/deadline';
import { FileSource } from '#infrastructure/filesystem/file-source';
import type { ContentReader } from '#infrastructure/readers/read-content';
import { readContent } from '#infrastructure/readers/read-content';
import { CODE_READING_VERSION } from '#infrastructure/readers/read-own-code';
import type { CodeReaderChoice } from './code-stage';
import type { AnalysisListener } from './radare2-analysis';
import { Radare2Analysis } from './radare2-analysis';
import type { Radare2Launcher } from './radare2-launcher';
import { RECIPES_VERSION } from './recipes';

export interface Radare2EngineOptions extends Pick<FeatureSettings, 'parallelAnalysis'> {
  readonly codeReader: CodeReaderChoice;
}

/** radare2 in a sandbox, one process per analysis. */
export class Radare2AnalysisEngine extends AnalysisEngine implements EngineProbe {
  constructor(
    private readonly launcher: Radare2Launcher,
    private readonly options: Radare2EngineOptions = { parallelAnalysis: true, codeReader: 'auto' },
    private readonly contentReader: ContentReader = readContent,
  ) {
    super();
  }

  override async analyse(
    task: EngineTask,
    onProgress: (progress: EngineProgress) => void,
    signal: AbortSignal,
    onInterim?: (report: EngineReport) => void,
  ): Promise<EngineReport> {
    const limits = { deadline: new Deadline(task.timeoutMs), signal, mayRunTwo: this.options.parallelAnalysis };
    signal.throwIfAborted();
    const identity = await this.identity();
    const listener: AnalysisListener = {
      onProgress,
      ...(onInterim !== undefined && {
        onInterim: (findings) => {
          onInterim({ identity, ...findings });
        },
      }),
    };
    const findings = await FileSource.using(task.samplePath, (source) =>
      new Radare2Analysis(this.launcher, task, source, limits, this.contentReader, this.options.codeReader).run(
        listener,
      ),
    );
    return { identity, ...findings };
  }

  async identity(): Promise<EngineIdentity> {
    const { version, tier, installation } = await this.launcher.ready();
    const own = this.options.codeReader === 'auto' ? `/code-${CODE_READING_VERSION}` : '';
    const { package: radare2Package } = installation;
    return {
      radare2Version: version,
      ...(radare2Package !== undefined && { radare2Package }),
      engineVersion: `r2-${version}/recipes-${RECIPES_VERSION}${own}`,
      sandbox: tier,
    };
  }
}
