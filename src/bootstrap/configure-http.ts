import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import { SwaggerModule } from '@nestjs/swagger';
import type { Express, RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';

import type { AppConfig } from '#config/app-config';
import { logRequests } from '#infrastructure/logging/request-log';
import { AccessGuard } from '#presentation/http/access/access.guard';
import { constantDocument } from '#presentation/http/answer/constant-document';
import { ErrorFilter } from '#presentation/http/answer/error.filter';
import { identityOf } from '#presentation/http/answer/request-identity';
import { llmsText } from '#presentation/http/docs/llms-text';
import { checkRequestHead } from '#presentation/http/edge/check-request-head';
import { openApiDocument } from '#presentation/http/openapi/openapi-document';
import { smallDocument } from '#presentation/http/openapi/small-document';
import { answerPages } from './answer-pages';
import { trustProxies } from './trust-proxies';
import { VERSION } from './version';

/** Asked of helmet once: it is a dozen middlewares, and none looks at the request. */
const SECURITY_HEADERS = headersOf(
  helmet({
    // Swagger UI styles itself inline; nothing is ever loaded from elsewhere. TLS is the proxy's affair.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
      },
    },
    strictTransportSecurity: false,
  }),
);

/** What Swagger UI would make from the document, or copy, for every request. */
const LARGE_DOCUMENTS = [
  '/api/v1/openapi.json',
  '/api/v1/docs/swagger-ui-init.js',
  '/api/v1/docs/docs/swagger-ui-init.js',
];

/** What every role's server does to every request, before and after its route. */
export function configureHttp(app: NestExpressApplication, config: AppConfig, log: Logger): void {
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('x-powered-by', false);
  app.use(logRequests(log, trustProxies(app, config.server.trustProxy)));
  app.use(answerHeaders(SECURITY_HEADERS));
  answerPages(app, config);
  app.use(checkRequestHead(config.server));
  app.useGlobalFilters(app.get(ErrorFilter));
  app.useGlobalGuards(app.get(AccessGuard));
}

/**
 * Swagger UI and the document that it shows, at `/api/v1/docs` and `/api/v1/openapi.json`; for language models a part of it, at
 * `/api/v1/openapi-small.json`, and what to read first, at `/llms.txt`.
 */
export function serveDocs(app: NestExpressApplication, config: AppConfig): OpenAPIObject {
  const document = openApiDocument(app, VERSION);
  const express: Express = app.getHttpAdapter().getInstance();
  for (const path of LARGE_DOCUMENTS) express.get(path, constantDocument());
  const small = JSON.stringify(smallDocument(document));
  express.get(
    '/api/v1/openapi-small.json',
    constantDocument(),
    (_, response) => void response.type('json').send(small),
  );
  const first = llmsText(document, config);
  express.get('/llms.txt', constantDocument(), (_, response) => void response.type('text/markdown').send(first));
  SwaggerModule.setup('api/v1/docs', app, document, {
    jsonDocumentUrl: 'api/v1/openapi.json',
    // Not as YAML, which takes seconds to make.
    raw: ['json'],
    customSiteTitle: 'bin2nlp',
    swaggerOptions: { tryItOutEnabled: true, persistAuthorization: true, displayRequestDuration: true },
  });
  return document;
}

/** On every answer, also on those that never reach a route. */
function answerHeaders(steady: ReadonlyMap<string, string>): RequestHandler {
  return (request, response, next) => {
    const { requestId, correlationId } = identityOf(request);
    response.setHeader('X-Request-Id', requestId);
    response.setHeader('X-Correlation-Id', correlationId);
    for (const [name, value] of steady) response.setHeader(name, value);
    next();
  };
}

/** What a middleware that looks at no request sets on every answer. */
function headersOf(middleware: ReturnType<typeof helmet>): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  const response: Pick<ServerResponse, 'setHeader' | 'removeHeader'> = {
    setHeader: (name, value) => {
      headers.set(name, String(value));
      return response as ServerResponse;
    },
    removeHeader: (name) => void headers.delete(name),
  };
  middleware({} as IncomingMessage, response as ServerResponse, () => undefined);
  return headers;
}
