import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';

import { PublicRoute } from '#presentation/http/access/access-rules';
import { STYLE } from '#presentation/http/pages/page-shell';

const BYTES = Buffer.from(STYLE);

/** The stylesheet of reports by itself, for a page that takes the `<main>` of one into its own: see docs/reports.md. */
@ApiExcludeController()
@PublicRoute()
@Controller('api/v1/report.css')
export class ReportStyleController {
  @Get()
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  style(@Res() response: Response): void {
    response.send(BYTES);
  }
}
