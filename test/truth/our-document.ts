import { statSync } from 'node:fs';

import type { AnalysisEngine } from '#application/ports/analysis-engine.port';
import type { EngineIdentity } from '#application/ports/engine-probe.port';
import { AppConfig } from '#config/app-config';
import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { EngineName } from '#domain/document/metadata';
import { judge } from '#domain/findings/judge';
import type { Anatomy } from '#domain/results/assemble-document';
import { assembleDocument } from '#domain/results/assemble-document';
import { judgedSubjectOf } from '#domain/results/judged-subject-of';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { Radare2AnalysisEngine } from '#infrastructure/radare2/radare2-analysis-engine';
import { Radare2Launcher } from '#infrastructure/radare2/radare2-launcher';
import { HeaderAnalysisEngine } from '#infrastructure/readers/header-analysis-engine';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { aSha256 } from '#test/builders/job';
import { headerOf, withFile } from '../builders/file-source';
import { aFile, aJob, someOptions } from '../builders/job';
import { loadOwnRules } from '../support/load-rules';

const TIMEOUT_MS = 300_000;

const MADE = new Map<string, OurDocuments>();

/** The document of a file as a worker makes it, without a queue around it. */
export class OurDocuments {
  private readonly rules = loadOwnRules();

  constructor(
    private readonly depth: AnalysisDepth,
    private readonly engine: AnalysisEngine,
    private readonly reservedNamesAreReal: boolean,
  ) {}

  /**
   * One for all who ask for the same: rules are compiled, and radare2 is looked for, once.
   * `reservedNamesAreReal`: for programs that are built with names and addresses of nobody in the place of real ones.
   */
  static by(name: EngineName, depth: AnalysisDepth, reservedNamesAreReal = false): OurDocuments {
    const key = `${name} ${depth} ${reservedNamesAreReal}`;
    const made =
      MADE.get(key) ??
      new OurDocuments(depth, name === 'fallback' ? new HeaderAnalysisEngine() : radare2(), reservedNamesAreReal);
    MADE.set(key, made);
    return made;
  }

  /** @throws Error when the file is no executable or cannot be analysed. */
  async of(path: string): Promise<AnalysisDocument> {
    const { size } = statSync(path);
    const header = await withFile(path, headerOf);
    const { depth } = this;
    const task = { samplePath: path, sha256: aSha256(), size, header, depth, focusAreas: [], timeoutMs: TIMEOUT_MS };
    const { identity, ...report } = await this.engine.analyse(task, () => undefined, new AbortController().signal);
    return this.documentOf(size, header, report, identity);
  }

  private documentOf(
    size: number,
    header: ExecutableHeader,
    report: Anatomy,
    identity: EngineIdentity,
  ): AnalysisDocument {
    const job = aJob({ file: aFile({ size, header }), options: someOptions({ depth: this.depth }) });
    const stages = [{ name: 'intake', status: 'ok', elapsed_ms: 0 } as const, ...report.stages];
    const anatomy = { ...report, stages };
    const subject = { ...judgedSubjectOf(job, anatomy), reservedNamesAreReal: this.reservedNamesAreReal };
    const judgement = judge(subject, this.rules);
    const by = { ...identity, rulesVersion: this.rules.version, startedAt: 0, completedAt: 0 };
    return assembleDocument(job, anatomy, judgement, by);
  }
}

function radare2(): AnalysisEngine {
  const config = new AppConfig();
  const host = new HostEnvironment(process.env['PATH'] ?? '');
  return new Radare2AnalysisEngine(new Radare2Launcher(config, host, new Sandbox(config, host)));
}
