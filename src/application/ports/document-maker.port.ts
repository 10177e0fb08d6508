import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import type { ListedCode } from '#domain/listing/listed-code';
import type { EngineProgress } from './analysis-engine.port';
import type { PackedDocument } from './result-cache.port';

/** Plain data only: it may be made in another thread. */
export interface DocumentOrder {
  readonly job: AnalysisJob;
  /** Absolute path under which the sample is stored. */
  readonly samplePath: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

export interface MadeDocument {
  /** What its readers and its keeping depend on. */
  readonly facts: Pick<AnalysisDocument, 'confidence' | 'metadata' | 'summary'>;
  /** For the store; packed where it was made elsewhere. */
  readonly content: AnalysisDocument | PackedDocument;
  /** What functions are listed from, where it is not packed yet. */
  readonly code?: ListedCode;
}

/** All that lies between a sample on disk and a document ready to be stored: taking apart, judging, assembling. */
export abstract class DocumentMaker {
  /**
   * Ends as `AnalysisEngine.analyse` does, with the time that judging takes on top, and throws what that throws.
   * The event loop of the caller stays free. What resolves was made of the content that the job's digest names.
   * @throws DomainError `SAMPLE_MISSING`, `SAMPLE_ALTERED`: before anything else that reading such a file leads to.
   * @param onInterim Hears a document of what is known so far, as `AnalysisEngine.analyse` tells it; not after the end. It must not throw.
   */
  abstract make(
    order: DocumentOrder,
    onProgress: (progress: EngineProgress) => void,
    signal: AbortSignal,
    onInterim?: (content: MadeDocument['content']) => void,
  ): Promise<MadeDocument>;
}
