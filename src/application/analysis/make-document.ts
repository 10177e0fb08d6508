import { Logger } from '@nestjs/common';

import type { AnalysisEngine, EngineProgress, EngineReport } from '#application/ports/analysis-engine.port';
import type { Clock } from '#application/ports/clock.port';
import type { DocumentOrder, MadeDocument } from '#application/ports/document-maker.port';
import { DocumentMaker } from '#application/ports/document-maker.port';
import type { RuleBook } from '#application/ports/rule-book.port';
import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { StageReport } from '#domain/document/stages';
import { compileCustomPatterns } from '#domain/findings/custom-patterns';
import { judge } from '#domain/findings/judge';
import type { JudgedSubject } from '#domain/findings/judged-subject';
import { wantsFindings } from '#domain/jobs/analysis-options';
import { assembleDocument } from '#domain/results/assemble-document';
import { judgedSubjectOf } from '#domain/results/judged-subject-of';
import { SECOND_MS } from '#domain/shared/quantities';
import { risingProgress } from './rising-progress';

/** `ofCode: false`: rules see no functions, only what the structure names. */
export interface JudgementScope {
  readonly ofCode: boolean;
}

/**
 * Makes documents in the thread that asks: tens of milliseconds in one piece for a program of megabytes. That the file is the one
 * that was sent is for the caller to make sure.
 */
export class MakeDocument extends DocumentMaker {
  private readonly logger = new Logger(MakeDocument.name);

  constructor(
    private readonly engine: AnalysisEngine,
    private readonly ruleBook: RuleBook,
    private readonly clock: Clock,
    private readonly judgement: JudgementScope = { ofCode: true },
  ) {
    super();
  }

  override async make(
    order: DocumentOrder,
    onProgress: (progress: EngineProgress) => void,
    signal: AbortSignal,
    onInterim?: (content: AnalysisDocument) => void,
  ): Promise<MadeDocument> {
    const { file, options } = order.job;
    const task = {
      samplePath: order.samplePath,
      sha256: file.sha256,
      size: file.size,
      header: file.header,
      depth: options.depth,
      focusAreas: options.focusAreas,
      timeoutMs: options.timeoutSeconds * SECOND_MS,
    };
    const tell = onInterim && this.interimTo(onInterim, order);
    const report = await this.engine.analyse(task, risingProgress(onProgress), signal, tell);
    const document = this.documentOf(order, report);
    return { facts: document, content: document, ...(report.code !== undefined && { code: report.code }) };
  }

  /** One that cannot be made does not cost the run, which is told of its own faults. */
  private interimTo(
    onInterim: (content: AnalysisDocument) => void,
    order: DocumentOrder,
  ): (report: EngineReport) => void {
    return (report) => {
      try {
        onInterim(this.documentOf(order, report));
      } catch (error) {
        this.logger.warn({ job_id: order.job.id, err: error }, 'Failed to make a document of what is known so far');
      }
    };
  }

  /** Stage S3: what was found is judged. */
  private documentOf({ job, startedAt }: DocumentOrder, report: EngineReport): AnalysisDocument {
    const { rules, patterns } = this.ruleBook;
    const started = performance.now();
    const stages: readonly StageReport[] = [
      { name: 'intake', status: 'ok', elapsed_ms: job.file.intakeMs },
      ...report.stages,
    ];
    const subject = judgedSubjectOf(job, { ...report, stages });
    const judgement = judge(this.judgement.ofCode ? subject : withoutCode(subject), rules, {
      securityScan: wantsFindings(job.options),
      customPatterns: compileCustomPatterns(job.options.customPatterns, patterns),
    });
    const elapsed = Math.round(performance.now() - started);
    const judged = { ...report, stages: [...stages, { name: 'meaning', status: 'ok', elapsed_ms: elapsed } as const] };
    return assembleDocument(job, judged, judgement, {
      ...report.identity,
      rulesVersion: rules.version,
      startedAt,
      completedAt: this.clock.now(),
    });
  }
}

/** Functions keep their places and names: what calls and uses what is what rules over code ask for. */
function withoutCode(subject: JudgedSubject): JudgedSubject {
  return {
    ...subject,
    functions: subject.functions.map(({ name, address, size, type, source }) => ({
      name,
      address,
      size,
      type,
      source,
    })),
  };
}
