import { Logger } from '@nestjs/common';

import type { EngineProgress } from '#application/ports/analysis-engine.port';
import type { DocumentOrder, MadeDocument } from '#application/ports/document-maker.port';
import { DocumentMaker } from '#application/ports/document-maker.port';
import type { PackedDocument } from '#application/ports/result-cache.port';
import { bytesOf } from '#application/ports/result-cache.port';
import { MB } from '#domain/shared/quantities';
import { useVerified } from '#infrastructure/filesystem/verified-sample';
import { packDocument } from '#infrastructure/packing/pack-document';
import type { PieceEncoder } from '#infrastructure/packing/piece-encoder';
import type { BulkWork } from './bulk-work';

/** Of all packed pieces of a document that is to be replaced soon; a larger one is not worth its memory. */
const MOST_INTERIM_BYTES = 32 * MB;

/** Has a document made of a sample that is what was sent, and packs it. */
export class PackingDocumentMaker extends DocumentMaker {
  private readonly logger = new Logger(PackingDocumentMaker.name);

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
    onInterim?: (content: PackedDocument) => void,
  ): Promise<MadeDocument> {
    const { file } = order.job;
    const stored = { ...file, path: order.samplePath };
    const encoder = this.work.encoderFor(file.size);
    let packing = Promise.resolve();
    let isOver = false;
    const pack = (interim: MadeDocument['content']): void => {
      packing = packing.then(async () => {
        if (!isOver) await this.tell(interim, encoder, onInterim);
      });
    };
    const { facts, content, code } = await useVerified(stored, signal, (samplePath, verified) =>
      this.maker.make({ ...order, samplePath }, onProgress, verified, onInterim && pack),
    ).finally(() => {
      isOver = true;
      return packing;
    });
    if ('packedHead' in content) return { facts, content };
    const packed = await packDocument(content, encoder, code);
    const { confidence, metadata, summary } = facts;
    return { facts: { confidence, metadata, summary }, content: packed };
  }

  /** What is known so far is an offer: where it cannot be packed, the document itself will say why. */
  private async tell(
    content: MadeDocument['content'],
    encoder: PieceEncoder,
    onInterim?: (content: PackedDocument) => void,
  ): Promise<void> {
    try {
      const packed = 'packedHead' in content ? content : await packDocument(content, encoder);
      if (bytesOf(packed) <= MOST_INTERIM_BYTES) onInterim?.(packed);
    } catch (error) {
      this.logger.warn({ err: error }, 'Failed to pack what is known so far');
    }
  }
}
