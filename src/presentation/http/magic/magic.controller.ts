import { Controller, Get, HttpStatus, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';

import { IdentifyContent } from '#application/identification/identify-content';
import { IdentifyPath } from '#application/identification/identify-path';
import { AppConfig } from '#config/app-config';
import type { Caller } from '#domain/access/caller';
import { DomainError } from '#domain/shared/domain-error';
import { KB, MB } from '#domain/shared/quantities';
import { BasicToo, PublicRoute } from '#presentation/http/access/access-rules';
import { CurrentCaller } from '#presentation/http/access/current-caller';
import { identityOf } from '#presentation/http/answer/request-identity';
import { sendJson } from '#presentation/http/answer/send-json';
import { declaredBytes } from '#presentation/http/body/declared-bytes';
import { receptionSignal } from '#presentation/http/body/reception-signal';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { ContentBody } from './content-body';
import { identificationDeadline } from './identification-deadline';
import { ApiIdentifyContent, ApiIdentifyPath, ApiPing } from './magic.openapi';
import { identityAnswer } from './magic.response';
import { readPathRequest } from './path.request';

/** The File Magic API. Its answers have a form of their own, so each is sent here and not by the envelope. */
@ApiTag('magic')
@BasicToo()
@Controller('v1')
export class MagicController {
  private readonly maxBytes: number;

  constructor(
    private readonly identifyContent: IdentifyContent,
    private readonly identifyPath: IdentifyPath,
    private readonly config: AppConfig,
  ) {
    this.maxBytes = config.storage.maxFileSizeMb * MB;
  }

  /** Touches nothing. */
  @Get('ping')
  @PublicRoute()
  @ApiPing()
  ping(@Req() request: Request, @Res() response: Response): void {
    sendJson(response, JSON.stringify({ message: 'pong', request_id: identityOf(request).requestId }));
  }

  @Post('magic/content')
  @ApiIdentifyContent()
  async content(@Req() request: Request, @Res() response: Response, @CurrentCaller() { keyId }: Caller): Promise<void> {
    const { requestId } = identityOf(request);
    const body = new ContentBody(request);
    const { maxBytes } = this;
    const limits = { maxBytes, ownerId: keyId, requestId, ...declaredBytes(request, maxBytes, body.framing) };
    const { signal, release } = receptionSignal(request, this.config.server);
    try {
      const { filename: named } = request.query as Readonly<Record<string, unknown>>;
      const identity = await body.identify(
        (content, filename) => this.identifyContent.execute({ fileName: named ?? filename, content, limits }, signal),
        signal,
      );
      sendJson(response.status(HttpStatus.OK), JSON.stringify(identityAnswer(requestId, identity)));
    } catch (error) {
      throw inOwnWords(error, this.config.storage.maxFileSizeMb);
    } finally {
      release();
    }
  }

  @Post('magic/path')
  @ApiIdentifyPath()
  async path(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { path, filename } = await readPathRequest(request, this.config).catch((error: unknown) => {
      throw inOwnWords(error, (this.config.server.maxJsonKb * KB) / MB);
    });
    const asked = { path, fileName: filename, maxHashedBytes: this.maxBytes };
    const { signal, release } = identificationDeadline(this.config.magic.timeoutSeconds);
    try {
      const identity = await this.identifyPath.execute(asked, signal);
      const { requestId } = identityOf(request);
      sendJson(response.status(HttpStatus.OK), JSON.stringify(identityAnswer(requestId, identity)));
    } finally {
      release();
    }
  }
}

/** The contract has words of its own for this one. */
function inOwnWords(error: unknown, maxMb: number): unknown {
  if (!(error instanceof DomainError) || error.code !== 'FILE_TOO_LARGE') return error;
  return new DomainError('FILE_TOO_LARGE', `Request body exceeds ${maxMb}MB limit`, { cause: error });
}
