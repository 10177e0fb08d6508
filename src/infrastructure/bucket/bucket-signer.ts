import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';

import type { AppConfig } from '#config/app-config';
import { SECOND_MS } from '#domain/shared/quantities';
import type { Sha256 } from '#domain/shared/sha256';
import type { BucketRequest } from './bucket-exchange';

const DIGEST_OF_NOTHING = createHash('sha256').digest('hex');

/** What is asked of the bucket, before it has an address. */
export interface BucketOrder extends Omit<BucketRequest, 'url' | 'headers'> {
  /** Below the prefix. None: the bucket itself. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** All of them are signed. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An address that one file may be sent to. */
export interface PresignedPut {
  readonly url: string;
  /** Must be sent with it, as they are. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Addresses of a bucket, and requests signed by version 4 of AWS's signatures (AWS4-HMAC-SHA256), every header of them. */
export class BucketSigner {
  /** Of all keys; empty, or with a slash at its end. */
  readonly prefix: string;
  /** What has to be sent with everything that is put. */
  readonly encryption: Readonly<Record<string, string>>;
  private readonly endpoint: string;
  private readonly cache = new Map<string, ArrayBuffer>();

  constructor(private readonly settings: AppConfig['bucket']) {
    const { prefix, endpoint, region, serverSideEncryption, kmsKeyId } = settings;
    this.prefix = prefix === '' ? '' : `${prefix}/`;
    this.endpoint = endpoint === '' ? `https://s3.${region}.${domainOf(region)}` : endpoint;
    this.encryption =
      serverSideEncryption === 'none'
        ? {}
        : {
            'x-amz-server-side-encryption': serverSideEncryption,
            ...(kmsKeyId !== '' && { 'x-amz-server-side-encryption-aws-kms-key-id': kmsKeyId }),
          };
  }

  /** For messages. */
  get host(): string {
    return this.addressOf(this.endpoint).host;
  }

  async sign({ key, query = {}, headers = {}, ...order }: BucketOrder): Promise<BucketRequest> {
    const url = this.addressOf(this.endpoint, key);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const signed = await this.signer(order.method, url, {
      'x-amz-content-sha256': DIGEST_OF_NOTHING,
      ...headers,
    }).sign();
    return { ...order, url: signed.url, headers: Object.fromEntries(signed.headers) };
  }

  /**
   * An address for one PUT of exactly so many bytes, of this digest where it is known, until `lifeMs` are over: its signature covers
   * `content-length` and the headers that it comes with.
   */
  async presign(
    key: string,
    { size, sha256 }: { readonly size: number; readonly sha256?: Sha256 },
    lifeMs: number,
  ): Promise<PresignedPut> {
    const { publicEndpoint } = this.settings;
    const url = this.addressOf(publicEndpoint === '' ? this.endpoint : publicEndpoint, key);
    url.searchParams.set('X-Amz-Expires', String(Math.floor(lifeMs / SECOND_MS)));
    const headers = {
      ...(sha256 !== undefined && { 'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64') }),
      ...this.encryption,
    };
    const signer = this.signer('PUT', url, { 'content-length': String(size), ...headers }, true);
    return { url: (await signer.sign()).url.href, headers };
  }

  private signer(method: string, url: URL, headers: Readonly<Record<string, string>>, signQuery = false): AwsV4Signer {
    const { accessKeyId, secretAccessKey, region } = this.settings;
    const identity = { accessKeyId, secretAccessKey, region, service: 's3', cache: this.cache };
    return new AwsV4Signer({
      ...identity,
      method,
      url: url.href,
      headers: { ...headers },
      allHeaders: true,
      signQuery,
    });
  }

  private addressOf(endpoint: string, key?: string): URL {
    const { name, addressing } = this.settings;
    const url = new URL(endpoint);
    if (addressing === 'virtual-host') url.host = `${name}.${url.host}`;
    const own = key === undefined ? '' : `/${this.prefix}${key}`;
    url.pathname = addressing === 'path' ? `/${name}${own}` : own;
    return url;
  }
}

function domainOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
