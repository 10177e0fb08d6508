import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request } from 'express';

import type { AppConfig } from '#config/app-config';
import { RESOURCE_METADATA } from '#presentation/http/access/access.guard';
import { mayPageCall } from '#presentation/mcp/http/calling-page';

/** What a page of another origin may read of an answer. */
const EXPOSED_HEADERS = [
  'X-Request-Id',
  'X-Correlation-Id',
  'Location',
  'ETag',
  'Retry-After',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'WWW-Authenticate',
  'Link',
  'X-Tokens-Used',
  'X-Tokens-Dropped',
  'X-Facts-Left',
];
/** What clients of MCP in a page ask. */
const OF_MCP: readonly string[] = ['/mcp', RESOURCE_METADATA, `${RESOURCE_METADATA}/mcp`];

/** Has browsers let pages of other origins call the API, or /mcp alone, where they may. */
export function answerPages(app: NestExpressApplication, config: AppConfig): void {
  const { corsOrigins } = config.server;
  const ofApi = corsOrigins === '' ? false : corsOrigins.split(',');
  app.enableCors((request: Request, decide) => {
    const { origin } = request.headers;
    const isOfMcp = config.features.mcp && OF_MCP.includes(request.path) && origin !== undefined;
    const allowed = isOfMcp && (mayPageCall(origin, config) ? origin : false);
    decide(null, { origin: isOfMcp ? allowed : ofApi, exposedHeaders: EXPOSED_HEADERS });
  });
}
