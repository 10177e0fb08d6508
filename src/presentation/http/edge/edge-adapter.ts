import { ExpressAdapter } from '@nestjs/platform-express';
import type { Express, Response } from 'express';

import type { ServerSettings } from '#config/settings/server';
import { envelopedText } from '#presentation/http/answer/envelope';
import { sendJson } from '#presentation/http/answer/send-json';
import { edgeServer } from './edge-server';
import { expressMessages } from './express-messages';

/** Express behind a server whose limits are ours, with answers in our envelope. */
export class EdgeAdapter extends ExpressAdapter {
  constructor(private readonly settings: ServerSettings) {
    super();
  }

  override initHttpServer(): void {
    const app = this.getInstance<Express>();
    this.httpServer = edgeServer(this.settings, app, expressMessages(app));
  }

  /** What a route returns goes out in its envelope. */
  override reply(response: Response, returned: unknown, status?: number): unknown {
    const text = envelopedText(returned, response.req);
    if (text === undefined) return super.reply(response, returned, status);
    if (status !== undefined) response.status(status);
    sendJson(response, text);
    return undefined;
  }
}
