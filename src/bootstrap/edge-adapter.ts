import { ExpressAdapter } from '@nestjs/platform-express';

import { edgeServer } from './edge-server';
import type { ServerSettings } from '#config/settings';

/** Express behind a server whose limits are ours. */
export class EdgeAdapter extends ExpressAdapter {
  constructor(private readonly settings: ServerSettings) {
    super();
  }

  override initHttpServer(): void {
    this.httpServer = edgeServer(this.settings, this.getInstance());
  }
}
