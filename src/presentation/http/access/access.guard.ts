import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';

import { SpendQuota } from '#application/access/spend-quota';
import { Tracing } from '#application/ports/tracing.port';
import { AppConfig } from '#config/app-config';
import { DomainError } from '#domain/shared/domain-error';
import { addressOf } from '#presentation/http/answer/address-of';
import type { RequestKind } from './access-rules';
import { ADMIN_ROUTE, BASIC_TOO, PROTECTED_RESOURCE, PUBLIC_ROUTE, REQUEST_KIND } from './access-rules';
import { CountRequest } from './count-request';
import { setCaller } from './current-caller';
import type { Identity } from './identify-caller';
import { IdentifyCaller } from './identify-caller';
import { outcomeOf } from './request-outcome';

/** Where the metadata of a protected resource stand, before its path (RFC 9728, 3.1). */
export const RESOURCE_METADATA = '/.well-known/oauth-protected-resource';
const CHALLENGES = { bearer: 'Bearer', basic: 'Basic realm="bin2nlp", charset="UTF-8"' } as const;

/** Stands before every route: who is it, is it one too many, may they. No byte of a body has been read by then. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identify: IdentifyCaller,
    private readonly count: CountRequest,
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

    const identity = await this.authenticate(request, response, {
      basicToo: rule(BASIC_TOO) === true,
      isResource: rule(PROTECTED_RESOURCE) === true,
    });
    setCaller(request, identity.caller);
    const { traceparent } = request.headers;
    if (typeof traceparent === 'string') this.tracing.adopt(traceparent);
    if (kind !== 'unlimited') outcomeOf(request).takeBack = await this.count.execute(identity, kind, response);
    if (rule(ADMIN_ROUTE) === true && identity.caller.role !== 'admin') throw forbidden();
    if (kind === 'submission') {
      const spent = await this.quota.execute(identity.caller);
      if (spent !== undefined) outcomeOf(request).spent = spent;
    }
    return true;
  }

  private async authenticate(
    request: Request,
    response: Response,
    { basicToo, isResource }: { readonly basicToo: boolean; readonly isResource: boolean },
  ): Promise<Identity> {
    try {
      return await this.identify.execute(request.headers.authorization, basicToo);
    } catch (refusal) {
      if (refusal instanceof DomainError && refusal.code === 'UNAUTHORIZED') {
        const bearer = isResource ? this.resourceChallenge(request) : CHALLENGES.bearer;
        response.setHeader('WWW-Authenticate', basicToo ? CHALLENGES.basic : bearer);
      }
      throw refusal;
    }
  }

  /** RFC 9728, 5.1: says where a client reads who gives out keys. */
  private resourceChallenge(request: Request): string {
    if (this.config.mcp.authorizationServer === '') return CHALLENGES.bearer;
    return `${CHALLENGES.bearer} resource_metadata="${addressOf(request)}${RESOURCE_METADATA}${request.path}"`;
  }
}

function forbidden(): DomainError {
  return new DomainError('FORBIDDEN', 'This key may not do that: it takes a key of the role admin.', {
    remediation: 'Use a key of the role admin.',
  });
}
