import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { configurationReference } from '#config/configuration-reference';
import { PublicRoute } from '#presentation/http/access/access-rules';
import { envelopedText } from '#presentation/http/answer/envelope';
import { sendJson } from '#presentation/http/answer/send-json';
import { ERROR_CODES_PAGE, ERROR_CODES_TEXT } from './error-codes';
import { glossary, glossaryText } from './glossary';

const MARKDOWN = 'text/markdown; charset=utf-8';

/** What is worth reading of the documentation, as pages for people and as Markdown for language models. */
@ApiExcludeController()
@PublicRoute()
@Controller('api/v1/docs')
export class DocumentsController {
  private readonly glossary = glossary();
  private readonly glossaryText = glossaryText();
  private readonly settings = configurationReference();

  @Get('errors')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Link', '</api/v1/docs/errors.md>; rel="alternate"; type="text/markdown"')
  errors(@Res() response: Response): void {
    response.send(ERROR_CODES_PAGE);
  }

  @Get('errors.md')
  @Header('Content-Type', MARKDOWN)
  errorsText(@Res() response: Response): void {
    response.send(ERROR_CODES_TEXT);
  }

  @Get('configuration.md')
  @Header('Content-Type', MARKDOWN)
  configuration(@Res() response: Response): void {
    response.send(this.settings);
  }

  /** Markdown, or, where that is asked for, JSON with descriptions whole. */
  @Get('glossary')
  fields(@Req() request: Request, @Res() response: Response): void {
    response.vary('Accept');
    if (request.accepts('text/markdown', 'application/json') === 'application/json') {
      sendJson(response, envelopedText({ data: this.glossary }, request) ?? '');
      return;
    }
    response.setHeader('Content-Type', MARKDOWN);
    response.send(this.glossaryText);
  }
}
