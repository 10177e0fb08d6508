import { createHash, createHmac } from 'node:crypto';

/** As it stood on the wire. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

const HEX = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Whether a request bears the signature that S3 would compute for it, in its header or in its query, after "Signature calculations for
 * the authorization header" and "Authenticating requests: using query parameters" of Amazon's S3 API reference (version 4). Shares no
 * code with what signs.
 */
export function isSignedAsAws({ method, url, headers }: SignedRequest, secret: string): boolean {
  const [path = '', query = ''] = url.split('?');
  const parameters = query.split('&').filter((part) => part !== '');
  const asked = new Map(parameters.map((part) => part.split('=') as [string, string]));
  const authorization = String(headers['authorization'] ?? '');
  const field = (name: string): string =>
    authorization === ''
      ? decodeURIComponent(asked.get(`X-Amz-${name}`) ?? '')
      : (new RegExp(`${name}=([^, ]+)`).exec(authorization)?.[1] ?? '');
  const scope = field('Credential').split('/').slice(1);
  const date = authorization === '' ? field('Date') : String(headers['x-amz-date']);
  const canonical = [
    method,
    path,
    parameters
      .filter((part) => !part.startsWith('X-Amz-Signature='))
      .sort()
      .join('&'),
    ...field('SignedHeaders')
      .split(';')
      .map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    field('SignedHeaders'),
    String(headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD'),
  ].join('\n');
  const key = scope.reduce<string | Buffer>(
    (before, part) => createHmac('sha256', before).update(part).digest(),
    `AWS4${secret}`,
  );
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), HEX(canonical)].join('\n');
  return createHmac('sha256', key).update(text).digest('hex') === field('Signature');
}
