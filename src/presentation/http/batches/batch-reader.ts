import { Injectable } from '@nestjs/common';
import type { Request } from 'express';

import type { BatchPart } from '#application/batches/batch-submission';
import { TakeInSample } from '#application/intake/take-in-sample';
import { SampleStore } from '#application/ports/sample-store.port';
import { AppConfig } from '#config/app-config';
import { DomainError } from '#domain/shared/domain-error';
import { MB } from '#domain/shared/quantities';
import type { AnalyzeRequest } from '#presentation/http/analysis/analyze.request';
import { UploadReader } from '#presentation/http/analysis/upload-reader';
import { FORM_FRAMING_BYTES } from '#presentation/http/body/declared-bytes';
import { readForms } from '#presentation/http/body/form-body';
import { mediaTypeOf, unacceptedMediaType } from '#presentation/http/body/media-type';
import { receptionSignal } from '#presentation/http/body/reception-signal';

/** Characters. */
export const LONGEST_PASSWORD = 128;

export interface BatchUpload {
  readonly parts: readonly BatchPart[];
  readonly options: AnalyzeRequest;
  readonly password?: string;
}

/** Reads the form of a batch, streaming; on any refusal nothing of it is kept. */
@Injectable()
export class BatchReader {
  constructor(
    private readonly takeIn: TakeInSample,
    private readonly samples: SampleStore,
    private readonly uploads: UploadReader,
    private readonly config: AppConfig,
  ) {}

  /** @throws DomainError `INVALID_OPTION`, `FILE_TOO_LARGE`, `EMPTY_FILE`, `UNSUPPORTED_MEDIA_TYPE`, and what `SampleStore.receive` throws. */
  async read(request: Request, ownerId: string): Promise<BatchUpload> {
    if (mediaTypeOf(request) !== 'multipart/form-data') {
      throw unacceptedMediaType(request, 'Send multipart/form-data with a part named file for each file or archive.');
    }
    const { batch, storage, server } = this.config;
    const mostBytes = batch.maxTotalMb * MB;
    const framing = FORM_FRAMING_BYTES * 2;
    if (Number(request.headers['content-length'] ?? 0) > mostBytes + framing) throw tooMuch(batch.maxTotalMb);
    const { signal, release } = receptionSignal(request, server);
    const limits = { ownerId, maxBytes: storage.maxFileSizeMb * MB };
    let total = 0;
    let before: Promise<unknown> = Promise.resolve();
    const count = async function* (content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
      for await (const chunk of content) {
        total += chunk.length;
        if (total > mostBytes) throw tooMuch(batch.maxTotalMb);
        yield chunk;
      }
    };
    try {
      const { files, fields } = await readForms(
        request,
        (content) => {
          // One after the other: many small files that are looked at at once would take all places of the key.
          const received = before.then(() => this.takeIn.execute(count(content), limits, signal, () => undefined));
          before = received;
          return received;
        },
        ({ received }) => this.samples.discard(received),
        signal,
        batch.maxEntries,
      );
      const parts = files.map(({ filename, received }) => ({ name: filename, taken: received }));
      return await this.withOptions(request, parts, fields);
    } finally {
      release();
    }
  }

  private async withOptions(
    request: Request,
    parts: readonly BatchPart[],
    fields: Readonly<Record<string, unknown>>,
  ): Promise<BatchUpload> {
    try {
      const { password, ...options } = { ...(request.query as Readonly<Record<string, unknown>>), ...fields };
      const known = passwordOf(password);
      return { parts, options: this.uploads.options(options), ...(known !== undefined && { password: known }) };
    } catch (refusal) {
      for (const { taken } of parts) await this.samples.discard(taken.received);
      throw refusal;
    }
  }
}

function passwordOf(value: unknown): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string' && value.length <= LONGEST_PASSWORD) return value;
  throw new DomainError('INVALID_OPTION', 'The password cannot be used.', {
    details: [{ field: 'password', message: `must be one text of at most ${LONGEST_PASSWORD} characters` }],
    remediation: 'Send archives of different passwords in batches of their own.',
  });
}

function tooMuch(mostMb: number): DomainError {
  return new DomainError('FILE_TOO_LARGE', `The request is larger than ${mostMb} MB.`, {
    remediation: `Send batches of at most ${mostMb} MB each.`,
  });
}
