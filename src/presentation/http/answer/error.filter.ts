import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, HttpException, Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';

import { Metrics } from '#application/ports/metrics.port';
import { AppConfig } from '#config/app-config';
import { DomainError } from '#domain/shared/domain-error';
import { tameText } from '#domain/shared/hostile-text';
import { ERROR_STATUS, RETRY_AFTER_SECONDS } from '#presentation/http/contract/error-status';
import { allowedMethods } from './allowed-methods';
import { endSoon } from './end-soon';
import { refusalBody } from './refusal-body';
import { identityOf } from './request-identity';
import { sendJson } from './send-json';

/** Characters. */
const SHOWN_PATH = 1000;

/** The one place where an error becomes an answer: refusals with their code and remedy, faults as a plain 500. */
@Catch()
@Injectable()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(
    private readonly config: AppConfig,
    private readonly metrics: Metrics,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const error = this.asDomainError(thrown, request);
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    this.metrics.count('http_errors_total', { code: error.code });
    const retryAfter = error.retryAfterSeconds ?? RETRY_AFTER_SECONDS[error.code];
    if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
    if (error.code === 'METHOD_NOT_ALLOWED') response.setHeader('Allow', allowedMethods(request).join(', '));
    if (!request.complete) this.refuseTheRest(request, response);
    const body = refusalBody(error, request.path, identityOf(request).requestId);
    sendJson(response.status(ERROR_STATUS[error.code]), JSON.stringify(body));
  }

  private asDomainError(thrown: unknown, request: Request): DomainError {
    if (thrown instanceof DomainError) return thrown;
    if (thrown instanceof HttpException) {
      const known = fromHttpException(thrown, request);
      if (known !== undefined) return known;
    }
    const { requestId } = identityOf(request);
    this.logger.error({ err: thrown, request_id: requestId }, `Failed to answer ${request.method} ${request.path}`);
    const cause = this.config.features.detailedErrorResponses ? chainOf(thrown) : undefined;
    return new DomainError('INTERNAL_ERROR', 'The service failed to answer.', {
      ...(cause === undefined ? {} : { details: cause }),
      remediation: `Report this with the request id ${requestId}.`,
    });
  }

  /** The client may still be sending: it gets its answer, what it sends is dropped, and the connection ends soon. */
  private refuseTheRest(request: Request, response: Response): void {
    response.setHeader('Connection', 'close');
    request.unpipe();
    request.resume();
    endSoon(request.socket);
  }
}

function fromHttpException(exception: HttpException, request: Request): DomainError | undefined {
  switch (exception.getStatus()) {
    case 404:
      return noSuchRoute(request);
    case 400:
      return new DomainError('INVALID_OPTION', exception.message, {
        remediation: 'See /api/v1/docs for what the route takes.',
      });
    default:
      return undefined;
  }
}

function noSuchRoute(request: Request): DomainError {
  const methods = allowedMethods(request);
  const path = tameText(request.path, SHOWN_PATH);
  return methods.length === 0 || methods.includes(request.method)
    ? new DomainError('NOT_FOUND', `There is no ${request.method} ${path}.`, {
        remediation: 'See /api/v1/docs for every route.',
      })
    : new DomainError('METHOD_NOT_ALLOWED', `${path} does not take ${request.method}.`, {
        remediation: `Send ${methods.join(' or ')}; see /api/v1/docs for every route.`,
      });
}

function chainOf(thrown: unknown): string {
  const messages: string[] = [];
  for (let error = thrown; error instanceof Error && messages.length < 5; error = error.cause)
    messages.push(error.message);
  return messages.join(': ');
}
