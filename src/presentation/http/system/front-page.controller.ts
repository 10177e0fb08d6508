import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { AppConfig } from '#config/app-config';
import { PublicRoute } from '#presentation/http/access/access-rules';
import { addressOf } from '#presentation/http/answer/address-of';
import { envelopedText } from '#presentation/http/answer/envelope';
import { sendJson } from '#presentation/http/answer/send-json';
import { ConsoleFiles } from '#presentation/http/console/console-files';
import { ASKED_EACH_TIME, sendConsoleFile } from '#presentation/http/console/send-console-file';
import { AboutService } from './about-service';
import { frontPage } from './front-page';

/** Where to go from here, for whoever has the address only. */
const PLACES = {
  swagger_ui: '/api/v1/docs',
  redoc: '/api/v1/redoc',
  openapi: '/api/v1/openapi.json',
  for_language_models: '/llms.txt',
  error_codes: '/api/v1/docs/errors',
  analyze: '/api/v1/analyze',
  identify: '/v1/magic/content',
  health: '/api/v1/health',
  version: '/api/v1/version',
} as const;

/** The first thing that is asked of a service: the console for browsers, or a page where that is off; JSON for all others. */
@ApiExcludeController()
@PublicRoute()
@Controller('/')
export class FrontPageController {
  constructor(
    private readonly about: AboutService,
    private readonly config: AppConfig,
    private readonly files: ConsoleFiles,
  ) {}

  @Get()
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { version } = this.about.build;
    response.vary('Accept');
    response.setHeader('Link', '</llms.txt>; rel="alternate"; type="text/markdown"');
    // In this order: `*/*`, as curl sends it, is answered with JSON.
    if (request.accepts('json', 'html') === 'html') {
      const page = this.config.features.console ? await this.files.page() : undefined;
      if (page !== undefined) {
        sendConsoleFile(request, response, page, ASKED_EACH_TIME);
        return;
      }
      response
        .type('html')
        .send(frontPage({ version, address: addressOf(request), maxFileSizeMb: this.config.storage.maxFileSizeMb }));
      return;
    }
    sendJson(response, envelopedText({ data: { service: 'bin2nlp', version, links: PLACES } }, request) ?? '');
  }
}
