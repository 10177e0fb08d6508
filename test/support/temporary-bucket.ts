import S3rver from 's3rver';

import { AppConfig } from '#config/app-config';
import { BucketClient } from '#infrastructure/bucket/bucket-client';
import { TemporaryDirectory } from './temporary-directory';

/** Names what the command `npm run contract:bucket` has started instead of s3rver: endpoint, access key id, secret access key. */
const OTHER_SERVER = process.env['BUCKET_OF_CONTRACT']?.split(' ');
const NAME = 'samples-of-tests';

/** A bucket of a test's own, on a server of its own on this machine. */
export class TemporaryBucket {
  private constructor(
    private readonly endpoint: string,
    private readonly credentials: readonly [string, string],
    private readonly end: () => Promise<void>,
  ) {}

  static async start(): Promise<TemporaryBucket> {
    if (OTHER_SERVER !== undefined) {
      const [endpoint = '', id = '', secret = ''] = OTHER_SERVER;
      return new TemporaryBucket(endpoint, [id, secret], () => Promise.resolve());
    }
    const directory = await TemporaryDirectory.create();
    const server = new S3rver({
      address: '127.0.0.1',
      port: 0,
      silent: true,
      directory: directory.path,
      configureBuckets: [{ name: NAME }],
    });
    const { port } = await server.run();
    return new TemporaryBucket(`http://127.0.0.1:${port}`, ['S3RVER', 'S3RVER'], async () => {
      await server.close();
      await directory.remove();
    });
  }

  /** As an operator would name it to the service. */
  get variables(): Readonly<Record<string, string>> {
    return {
      BIN2NLP_BUCKET__NAME: NAME,
      BIN2NLP_BUCKET__ENDPOINT: this.endpoint,
      BIN2NLP_BUCKET__ACCESS_KEY_ID: this.credentials[0],
      BIN2NLP_BUCKET__SECRET_ACCESS_KEY: this.credentials[1],
    };
  }

  get settings(): Partial<AppConfig['bucket']> {
    const [accessKeyId, secretAccessKey] = this.credentials;
    return { name: NAME, endpoint: this.endpoint, accessKeyId, secretAccessKey };
  }

  /** @param settings over those that lead here @param patienceMs for how long it tries again */
  client(settings: Partial<AppConfig['bucket']> = {}, patienceMs?: number): BucketClient {
    const config = new AppConfig();
    Object.assign(config.bucket, this.settings, settings);
    return new BucketClient(config, patienceMs);
  }

  /** All that lies in it. */
  async keys(): Promise<readonly string[]> {
    const keys: string[] = [];
    for await (const { key } of this.client().list('')) keys.push(key);
    return keys;
  }

  async empty(): Promise<void> {
    for (const key of await this.keys()) await this.client().remove(key);
  }

  stop(): Promise<void> {
    return this.end();
  }
}
