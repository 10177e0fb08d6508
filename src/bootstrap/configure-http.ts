import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import { SwaggerModule } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

import { VERSION } from './version';
import type { AppConfig } from '#config/app-config';
import { EnvelopeInterceptor } from '#presentation/http/envelope.interceptor';
import { ErrorFilter } from '#presentation/http/error.filter';
import { openApiDocument } from '#presentation/http/openapi/openapi-document';
import { identityOf } from '#presentation/http/request-identity';

/** What every role's server does to every request, before and after its route. */
export function configureHttp(app: NestExpressApplication, config: AppConfig): void {
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(answerIds);
  app.use(
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
  app.useGlobalFilters(app.get(ErrorFilter));
  app.useGlobalInterceptors(new EnvelopeInterceptor());
  configureServer(app.getHttpServer(), config);
}

/** Swagger UI and the document that it shows, at `/api/v1/docs` and `/api/v1/openapi.json`. */
export function serveDocs(app: NestExpressApplication): OpenAPIObject {
  const document = openApiDocument(app, VERSION);
  SwaggerModule.setup('api/v1/docs', app, document, {
    jsonDocumentUrl: 'api/v1/openapi.json',
    customSiteTitle: 'bin2nlp',
    swaggerOptions: { tryItOutEnabled: true, persistAuthorization: true, displayRequestDuration: true },
  });
  return document;
}

/** On every answer, also on those that never reach a route. */
function answerIds(request: Request, response: Response, next: NextFunction): void {
  const { requestId, correlationId } = identityOf(request);
  response.setHeader('X-Request-Id', requestId);
  response.setHeader('X-Correlation-Id', correlationId);
  next();
}

function configureServer(server: Server, { server: settings, storage }: AppConfig): void {
  server.maxConnections = settings.maxConnections;
  server.keepAliveTimeout = settings.keepAliveSeconds * 1000;
  // An upload may take its time as long as bytes arrive: it is watched by its reader.
  server.requestTimeout = 0;
  server.headersTimeout = settings.requestIdleSeconds * 1000;
  // A client that asks first is told at once when its upload is too large: it never sends it.
  const largest = (storage.maxFileSizeMb + 1) * 1024 * 1024;
  server.on('checkContinue', (request, response) => {
    if (!(Number(request.headers['content-length']) > largest)) response.writeContinue();
    server.emit('request', request, response);
  });
}
