import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';

import { PublicRoute } from '#presentation/http/access/access-rules';
import { ERROR_MEANINGS, ERROR_STATUS } from '#presentation/http/contract/error-status';

/** The page that `documentation_url` of every error points to. */
@ApiExcludeController()
@PublicRoute()
@Controller('api/v1/docs/errors')
export class ErrorCodesController {
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@Res() response: Response): void {
    response.send(PAGE);
  }
}

const ROWS = Object.entries(ERROR_MEANINGS)
  .map(([code, meaning]) => {
    const status = ERROR_STATUS[code as keyof typeof ERROR_STATUS];
    return `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${meaning}</td></tr>`;
  })
  .join('\n');

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>bin2nlp error codes</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.5rem;border-bottom:1px solid #d8dee4;vertical-align:top}
tr:target{background:#fff8c5}</style></head>
<body><h1>Error codes</h1>
<p>Every refusal carries one of these codes. <a href="/api/v1/docs">All routes</a></p>
<table><thead><tr><th>Code</th><th>Status</th><th>Meaning</th></tr></thead><tbody>
${ROWS}
</tbody></table></body></html>`;
