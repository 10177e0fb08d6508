import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';

import { PublicRoute } from '#presentation/http/access/access-rules';

/** Where the build puts ReDoc's one file, seen from the source and from the build alike. */
const BUNDLE = join(__dirname, '../../../../dist/assets/redoc/bundles/redoc.standalone.js');
/** The one thing that ReDoc would fetch from elsewhere. */
const LOGO = 'https://cdn.redoc.ly/redoc/logo-mini.svg';
const NO_PICTURE = 'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E';
/** Its search runs in a worker that it makes from text. */
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; worker-src blob:; object-src 'none'; frame-ancestors 'none'; base-uri 'self'";

/** The OpenAPI document to read, beside Swagger UI to try it. All of it comes from this server. */
@ApiExcludeController()
@PublicRoute()
@Controller('api/v1/redoc')
export class RedocController {
  private bundle: Promise<Buffer> | undefined;

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', POLICY)
  page(@Res() response: Response): void {
    response.send(PAGE);
  }

  @Get('redoc.standalone.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=86400')
  async script(@Res() response: Response): Promise<void> {
    // One buffer for all: anybody may ask for it.
    this.bundle ??= readFile(BUNDLE, 'utf8').then((text) => Buffer.from(text.replace(LOGO, NO_PICTURE)));
    response.send(await this.bundle);
  }
}

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>bin2nlp API reference</title><style>body{margin:0}</style></head>
<body><redoc spec-url="/api/v1/openapi.json"></redoc><script src="/api/v1/redoc/redoc.standalone.js"></script></body></html>
`;
