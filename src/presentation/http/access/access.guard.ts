import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';

import { LimitRequests } from '#application/access/limit-requests';
import { SpendQuota } from '#application/access/spend-quota';
import { Tracing } from '#application/ports/tracing.port';
import { AppConfig } from '#config/app-config';
import type { LimitedKind } from '#domain/access/rate-limits';
import { DomainError } from '#domain/shared/domain-error';
import type { RequestKind } from './access-rules';
import { ADMIN_ROUTE, BASIC_TOO, PUBLIC_ROUTE, REQUEST_KIND } from './access-rules';
import { setCaller } from './current-caller';
import type { Identity } from './identify-caller';
import { IdentifyCaller } from './identify-caller';
import { setRateHeaders, wholeSeconds } from './rate-headers';
import { outcomeOf } from './request-outcome';

const CHALLENGES = { bearer: 'Bearer', basic: 'Basic realm="bin2nlp", charset="UTF-8"' } as const;

/** Stands before every route: who is it, is it one too many, may they. No byte of a body has been read by then. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly logger = new Logger(AccessGuard.name);

  constructor(
    private readonly reflector: Reflector,
    private readonly identify: IdentifyCaller,
    private readonly limits: LimitRequests,
    private readonly quota: SpendQuota,
    private readonly config: AppConfig,
    private readonly tracing: Tracing,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = (name: string): unknown =>
      this.reflector.getAllAndOverride<unknown>(name, [context.getHandler(), context.getClass()]);
    if (rule(PUBLIC_ROUTE) === true) return true;
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    const kind = (rule(REQUEST_KIND) ?? 'read') as RequestKind;

    const identity = await this.authenticate(request, response, rule(BASIC_TOO) === true);
    setCaller(request, identity.caller);
    const { traceparent } = request.headers;
    if (typeof traceparent === 'string') this.tracing.adopt(traceparent);
    if (this.config.features.rateLimiting && kind !== 'unlimited') await this.limit(identity, kind, response);
    if (rule(ADMIN_ROUTE) === true && identity.caller.role !== 'admin') throw forbidden();
    if (kind === 'submission') {
      const spent = await this.quota.execute(identity.caller);
      if (spent !== undefined) outcomeOf(request).spent = spent;
    }
    return true;
  }

  private async authenticate(request: Request, response: Response, basicToo: boolean): Promise<Identity> {
    try {
      return await this.identify.execute(request.headers.authorization, basicToo);
    } catch (refusal) {
      if (refusal instanceof DomainError && refusal.code === 'UNAUTHORIZED') {
        response.setHeader('WWW-Authenticate', basicToo ? CHALLENGES.basic : CHALLENGES.bearer);
      }
      throw refusal;
    }
  }

  private async limit({ caller, scheme }: Identity, kind: LimitedKind, response: Response): Promise<void> {
    const verdict = await this.limits.execute(caller, kind).catch((error: unknown) => {
      // Basic users are known without Redis, and so is what their routes answer.
      if (scheme !== 'basic' || !(error instanceof DomainError)) throw error;
      this.logger.warn({ err: error }, 'A request is not counted: the rate limits cannot be reached');
      return undefined;
    });
    if (verdict === undefined) return;
    setRateHeaders(response, verdict.state);
    if (verdict.allowed) return;
    const seconds = wholeSeconds(verdict.state.resetMs);
    throw new DomainError(
      'RATE_LIMIT_EXCEEDED',
      `Too many requests: ${verdict.state.limit} are allowed in this time.`,
      {
        remediation: `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
        retryAfterSeconds: seconds,
      },
    );
  }
}

function forbidden(): DomainError {
  return new DomainError('FORBIDDEN', 'This key may not do that: it takes a key of the role admin.', {
    remediation: 'Use a key of the role admin.',
  });
}
