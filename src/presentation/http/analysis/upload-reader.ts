import { Injectable } from '@nestjs/common';
import type { Request } from 'express';

import type { IntakeSample } from '#application/intake/receive-upload';
import { ReceiveUpload } from '#application/intake/receive-upload';
import { TakeUpload } from '#application/intake/take-upload';
import { RuleBook } from '#application/ports/rule-book.port';
import type { ReceiveLimits } from '#application/ports/sample-store.port';
import { AppConfig } from '#config/app-config';
import { compileCustomPatterns, refuseIdlePatterns } from '#domain/findings/custom-patterns';
import { DomainError } from '#domain/shared/domain-error';
import type { FileName } from '#domain/shared/file-name';
import { fileName } from '#domain/shared/file-name';
import { MB } from '#domain/shared/quantities';
import type { Sha256 } from '#domain/shared/sha256';
import { sha256 } from '#domain/shared/sha256';
import { declaredBytes, FORM_FRAMING_BYTES } from '#presentation/http/body/declared-bytes';
import { readForm } from '#presentation/http/body/form-body';
import { readJson } from '#presentation/http/body/json-body';
import { mediaTypeOf, unacceptedMediaType } from '#presentation/http/body/media-type';
import { receptionSignal } from '#presentation/http/body/reception-signal';
import { bodyOf } from '#presentation/http/body/request-body';
import { validated } from '#presentation/http/body/validated';
import { analysisOptions, AnalyzeRequest } from './analyze.request';

/** A binary that came with the request, or was sent before it. */
export interface Upload {
  readonly sample: IntakeSample;
  readonly fileName: FileName;
  readonly options: AnalyzeRequest;
}

/** Content that is named, not sent. */
export interface NamedContent {
  readonly content: Sha256;
  readonly fileName?: FileName;
  readonly options: AnalyzeRequest;
}

/** Reads the body of a submission in either of its forms, streaming; on any refusal nothing of it is kept. */
@Injectable()
export class UploadReader {
  constructor(
    private readonly receive: ReceiveUpload,
    private readonly takeUpload: TakeUpload,
    private readonly ruleBook: RuleBook,
    private readonly config: AppConfig,
  ) {}

  async read(request: Request, ownerId: string): Promise<Upload | NamedContent> {
    if (mediaTypeOf(request) === 'application/json') return this.readJsonBody(request, ownerId);
    const { signal, release } = receptionSignal(request, this.config.server);
    try {
      switch (mediaTypeOf(request)) {
        case 'multipart/form-data':
          return await this.readFormBody(request, ownerId, signal);
        case 'application/octet-stream':
          return await this.readRawBody(request, ownerId, signal);
        default:
          throw unacceptedMediaType(
            request,
            'Send multipart/form-data with a part named file, the bytes as application/octet-stream, or JSON that names an upload.',
          );
      }
    } finally {
      release();
    }
  }

  /** Options first: what is used once is not used up by a request that is refused. */
  private async readJsonBody(request: Request, ownerId: string): Promise<Upload | NamedContent> {
    const { upload_id: uploadId, sha256: digest, filename, ...raw } = await readJson(request, this.config.server);
    const options = this.options(raw);
    const named = filename === undefined ? {} : { fileName: fileName(nameOf(filename)) };
    if (typeof uploadId === 'string' && digest === undefined) {
      return { ...(await this.takeUpload.execute(uploadId, ownerId)), ...named, options };
    }
    if (typeof digest === 'string' && uploadId === undefined && /^[0-9a-f]{64}$/i.test(digest)) {
      return { content: sha256(digest.toLowerCase()), ...named, options };
    }
    throw new DomainError('INVALID_OPTION', 'Say what to analyse by one of upload_id and sha256.', {
      details: [
        { field: 'upload_id', message: 'the id of an upload' },
        { field: 'sha256', message: 'or 64 hexadecimal digits' },
      ],
      remediation: 'Send {"upload_id": "…"} or {"sha256": "…"} with the options.',
    });
  }

  private async readRawBody(request: Request, ownerId: string, signal: AbortSignal): Promise<Upload> {
    const { filename, ...options } = request.query as Readonly<Record<string, unknown>>;
    const upload = { fileName: fileName(nameOf(filename)), options: this.options(options) };
    const content = bodyOf(request);
    return { sample: await this.receive.execute(content, this.limits(request, ownerId, 0), signal), ...upload };
  }

  private async readFormBody(request: Request, ownerId: string, signal: AbortSignal): Promise<Upload> {
    const limits = this.limits(request, ownerId, FORM_FRAMING_BYTES);
    const { received, filename, fields } = await readForm(
      request,
      (content) => this.receive.execute(content, limits, signal),
      (sample) => this.receive.discard(sample),
      signal,
    );
    try {
      const { filename: named, ...options } = fields;
      const query = request.query as Readonly<Record<string, unknown>>;
      return {
        sample: received,
        fileName: fileName(nameOf(named ?? filename)),
        options: this.options({ ...query, ...options }),
      };
    } catch (refusal) {
      await this.receive.discard(received);
      throw refusal;
    }
  }

  /** Refused before the body is read, or the file kept: patterns that cannot be used, or would not be, too. */
  options(raw: Readonly<Record<string, unknown>>): AnalyzeRequest {
    const options = validated(AnalyzeRequest, raw);
    compileCustomPatterns(options.custom_patterns, this.ruleBook.patterns);
    refuseIdlePatterns(analysisOptions(options, this.config.analysis));
    return options;
  }

  /** The store refuses what is declared too large; of a form's declared length, its framing is taken off first. */
  private limits(request: Request, ownerId: string, framing: number): ReceiveLimits {
    const maxBytes = this.config.storage.maxFileSizeMb * MB;
    return { maxBytes, ownerId, ...declaredBytes(request, maxBytes, framing) };
  }
}

function nameOf(offered: unknown): string {
  if (offered === undefined) return 'sample.bin';
  if (typeof offered === 'string') return offered;
  throw new DomainError('INVALID_FILENAME', 'The file name was given more than once.', {
    remediation: 'Send one filename.',
  });
}
