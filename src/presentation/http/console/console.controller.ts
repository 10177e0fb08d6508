import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { AppConfig } from '#config/app-config';
import { DomainError } from '#domain/shared/domain-error';
import { PublicRoute } from '#presentation/http/access/access-rules';
import { ConsoleFiles } from './console-files';
import { KEPT, sendConsoleFile } from './send-console-file';

/** What the page at `/` loads. It asks for a key itself, where there is to be one. */
@ApiExcludeController()
@PublicRoute()
@Controller('console')
export class ConsoleController {
  constructor(
    private readonly files: ConsoleFiles,
    private readonly config: AppConfig,
  ) {}

  @Get(':name')
  async file(@Param('name') name: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const file = this.config.features.console ? await this.files.file(name) : undefined;
    if (file === undefined) {
      throw new DomainError('NOT_FOUND', 'The console has no such file.', {
        remediation: 'Load the page again: it may have been renewed.',
      });
    }
    sendConsoleFile(request, response, file, KEPT);
  }
}
