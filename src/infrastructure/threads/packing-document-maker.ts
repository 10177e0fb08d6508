import type { EngineProgress } from '#application/ports/analysis-engine.port';
import type { DocumentOrder, MadeDocument } from '#application/ports/document-maker.port';
import { DocumentMaker } from '#application/ports/document-maker.port';
import { useVerified } from '#infrastructure/filesystem/verified-sample';
import { packDocument } from '#infrastructure/packing/pack-document';
import type { BulkWork } from './bulk-work';

/** Has a document made of a sample that is what was sent, and packs it. */
export class PackingDocumentMaker extends DocumentMaker {
  constructor(
    private readonly maker: DocumentMaker,
    private readonly work: Pick<BulkWork, 'encoderFor'>,
  ) {
    super();
  }

  override async make(
    order: DocumentOrder,
    onProgress: (progress: EngineProgress) => void,
    signal: AbortSignal,
  ): Promise<MadeDocument> {
    const { file } = order.job;
    const stored = { ...file, path: order.samplePath };
    const { facts, content } = await useVerified(stored, signal, (samplePath, verified) =>
      this.maker.make({ ...order, samplePath }, onProgress, verified),
    );
    if ('packedHead' in content) return { facts, content };
    const packed = await packDocument(content, this.work.encoderFor(file.size));
    const { confidence, metadata, summary } = facts;
    return { facts: { confidence, metadata, summary }, content: packed };
  }
}
