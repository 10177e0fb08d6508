import { join } from 'node:path';

import type { RunningService } from '#bootstrap/start-service';
import { startService } from '#bootstrap/start-service';
import { loadConfig } from '#config/load-config';
import { filesBelow } from './files-below';
import { TemporaryDirectory } from './temporary-directory';
import { THREAD_ARGUMENTS } from './thread-programs';

const ROOT = join(__dirname, '../..');

/** A whole bin2nlp (role all, a Redis and a data directory of its own) in this process, on a free port. */
export class RunningBin2nlp {
  private constructor(
    readonly directory: TemporaryDirectory,
    readonly service: RunningService,
  ) {}

  static async start(variables: Readonly<Record<string, string>> = {}): Promise<RunningBin2nlp> {
    const directory = await TemporaryDirectory.create();
    const config = loadConfig({
      rootDir: ROOT,
      variables: { BIN2NLP_ENVIRONMENT: 'testing', BIN2NLP_STORAGE__DATA_DIR: directory.path, ...variables },
    });
    return new RunningBin2nlp(
      directory,
      await startService(config, { path: process.env['PATH'] ?? '', nodeArguments: THREAD_ARGUMENTS }),
    );
  }

  get url(): string {
    return this.service.url;
  }

  /** Every file under the data directory but Redis's own. */
  files(): Promise<readonly string[]> {
    return filesBelow(this.directory.path);
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.directory.remove();
  }
}
