import { Injectable } from '@nestjs/common';

import { DirectUploads } from '#application/ports/direct-uploads.port';

/** Where there is no other place than the data directory: files are sent to the service itself. */
@Injectable()
export class NoDirectUploads extends DirectUploads {
  addressOf(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  sizeOf(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  fetch(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  remove(): Promise<void> {
    return Promise.resolve();
  }

  sweep(): Promise<number> {
    return Promise.resolve(0);
  }
}
