import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';

import { ConsoleBrowser } from '#test/support/console-browser';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

/** Enough for bash, little enough to go beyond. */
const MOST_MB = 2;

/** One browser, and the service that all specs of pages look upon. */
export class LookedUpon {
  private constructor(
    readonly browser: ConsoleBrowser,
    private readonly directory: string,
    private service: RunningBin2nlp,
  ) {}

  static async start(): Promise<LookedUpon> {
    const directory = mkdtempSync(join(tmpdir(), 'bin2nlp-browser-'));
    const [browser, service] = await Promise.all([ConsoleBrowser.launch(), startService(directory)]);
    return new LookedUpon(browser, directory, service);
  }

  get url(): string {
    return this.service.url;
  }

  get bin2nlp(): RunningBin2nlp {
    return this.service;
  }

  /** Has a file of this machine analysed. @returns the id of the job, which has ended */
  async analysed(path: string): Promise<string> {
    const submitted = await request(this.url)
      .post('/api/v1/analyze')
      .query({ filename: path.split('/').pop() })
      .type('application/octet-stream')
      .send(readFileSync(path));
    const id = (submitted.body as { data: { job_id: string } }).data.job_id;
    for (;;) {
      const { status } = await request(this.url).get(`/api/v1/analyze/${id}`).query({ detail_level: 'summary' });
      if (status !== 202) return id;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Away, for as long as `meanwhile` takes; then at the same address, with all that it knew. */
  async away(meanwhile: () => Promise<void>): Promise<void> {
    const { port } = new URL(this.url);
    await this.service.stop();
    await meanwhile();
    this.service = await startService(this.directory, { BIN2NLP_SERVER__PORT: port });
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.service.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function startService(directory: string, variables: Readonly<Record<string, string>> = {}): Promise<RunningBin2nlp> {
  return RunningBin2nlp.start({
    BIN2NLP_STORAGE__DATA_DIR: directory,
    BIN2NLP_STORAGE__MAX_FILE_SIZE_MB: String(MOST_MB),
    ...variables,
  });
}
