import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { AppConfig } from '#config/app-config';
import { RESOURCE_METADATA } from '#presentation/http/access/access.guard';
import { PublicRoute } from '#presentation/http/access/access-rules';
import { addressOf } from '#presentation/http/answer/address-of';

/** Says who gives out keys for /mcp (RFC 9728): this service takes them, and never makes them for clients by itself. */
@ApiExcludeController()
@PublicRoute()
@Controller()
export class ProtectedResourceController {
  constructor(private readonly config: AppConfig) {}

  /** With the path of the resource behind it, and without, as older clients ask. */
  @Get([RESOURCE_METADATA, `${RESOURCE_METADATA}/mcp`])
  read(@Req() request: Request, @Res() response: Response): void {
    response.json({
      resource: `${addressOf(request)}/mcp`,
      authorization_servers: [this.config.mcp.authorizationServer],
      bearer_methods_supported: ['header'],
      resource_name: 'bin2nlp',
    });
  }
}
