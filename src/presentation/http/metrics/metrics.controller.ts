import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';

import { MetricsPage } from '#application/ports/metrics.port';
import { PublicRoute } from '#presentation/http/access/access-rules';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { ApiMetrics } from './metrics.openapi';

/** What the monitoring asks for. */
@ApiTag('system')
@PublicRoute()
@Controller()
export class MetricsController {
  constructor(private readonly page: MetricsPage) {}

  @Get('metrics')
  @ApiMetrics()
  read(@Res() response: Response): Promise<void> {
    return this.send(response);
  }

  /** Where the clients of the File Magic API look for them. */
  @Get('v1/metrics')
  @ApiMetrics()
  readBesideMagic(@Res() response: Response): Promise<void> {
    return this.send(response);
  }

  private async send(response: Response): Promise<void> {
    const text = await this.page.text();
    response.setHeader('Content-Type', this.page.contentType);
    response.setHeader('Cache-Control', 'no-store');
    response.end(text);
  }
}
