import { Controller, HttpCode, HttpStatus, Param, Post, Put, Query, Req } from '@nestjs/common';
import type { Request } from 'express';

import { FetchUpload } from '#application/intake/fetch-upload';
import { PrepareUpload } from '#application/intake/prepare-upload';
import { ReceiveSignedUpload } from '#application/intake/receive-signed-upload';
import { AppConfig } from '#config/app-config';
import type { Caller } from '#domain/access/caller';
import { DomainError } from '#domain/shared/domain-error';
import { fileName } from '#domain/shared/file-name';
import { MB } from '#domain/shared/quantities';
import { sha256 } from '#domain/shared/sha256';
import { CountsAs, PublicRoute } from '#presentation/http/access/access-rules';
import { Audited } from '#presentation/http/access/audited';
import { CurrentCaller } from '#presentation/http/access/current-caller';
import { markPrepared } from '#presentation/http/access/request-outcome';
import type { Answer } from '#presentation/http/answer/envelope';
import { readJson } from '#presentation/http/body/json-body';
import { receptionSignal } from '#presentation/http/body/reception-signal';
import { bodyOf } from '#presentation/http/body/request-body';
import { validated } from '#presentation/http/body/validated';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { UploadRequest, ValidateUploadRequest } from './upload.request';
import { validationOf } from './upload-validation';
import { ApiPrepareUpload, ApiReceiveUpload, ApiValidateUpload } from './uploads.openapi';

/** Files that are announced with a key and sent without one. */
@ApiTag('uploads')
@Controller('api/v1/upload')
export class UploadsController {
  constructor(
    private readonly prepareUpload: PrepareUpload,
    private readonly receiveUpload: ReceiveSignedUpload,
    private readonly fetchUpload: FetchUpload,
    private readonly config: AppConfig,
  ) {}

  @Post()
  @CountsAs('submission')
  @Audited('create_upload')
  @ApiPrepareUpload()
  async prepare(@Req() request: Request, @CurrentCaller() { keyId }: Caller): Promise<Answer<object>> {
    const announced = validated(UploadRequest, await readJson(request, this.config.server));
    const { id, expiresAt, signature, direct } = await this.prepareUpload.execute({
      ownerId: keyId,
      fileName: fileName(announced.filename),
      size: announced.size,
      ...(announced.sha256 !== undefined && { sha256: sha256(announced.sha256.toLowerCase()) }),
      maxBytes: this.config.storage.maxFileSizeMb * MB,
    });
    markPrepared(request, id);
    return {
      data: {
        upload_id: id,
        upload_url: direct?.url ?? `/api/v1/upload/${id}?expires=${expiresAt}&signature=${signature}`,
        method: 'PUT',
        headers: { 'Content-Type': 'application/octet-stream', ...direct?.headers },
        expires_at: new Date(expiresAt).toISOString(),
      },
    };
  }

  @Put(':id')
  @PublicRoute()
  @ApiReceiveUpload()
  async receive(
    @Param('id') id: string,
    @Query('expires') expires: unknown,
    @Query('signature') signature: unknown,
    @Req() request: Request,
  ): Promise<Answer<object>> {
    const address = { id, expiresAt: timeOf(expires), signature: typeof signature === 'string' ? signature : '' };
    const length = Number(request.headers['content-length'] ?? Number.NaN);
    const { signal, release } = receptionSignal(request, this.config.server);
    try {
      const content = bodyOf(request);
      const declared = Number.isSafeInteger(length) ? length : undefined;
      const { size, file } = await this.receiveUpload.execute(address, content, declared, signal);
      return { data: { upload_id: id, size, sha256: file?.sha256 } };
    } finally {
      release();
    }
  }

  @Post('validate')
  @HttpCode(HttpStatus.OK)
  @ApiValidateUpload()
  async validate(@Req() request: Request, @CurrentCaller() { keyId }: Caller): Promise<Answer<object>> {
    const { upload_id: id } = validated(ValidateUploadRequest, await readJson(request, this.config.server));
    return { data: validationOf(await this.fetchUpload.execute(id, keyId)) };
  }
}

function timeOf(expires: unknown): number {
  if (typeof expires === 'string' && /^\d{1,15}$/.test(expires)) return Number(expires);
  throw new DomainError('INVALID_OPTION', 'An option is wrong: expires.', {
    details: [{ field: 'expires', message: 'must be the one of upload_url' }],
    remediation: 'Send the file to upload_url as it is.',
  });
}
