import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCUMENT = join(__dirname, '../../docs/openapi.json');
const FORM = 'multipart/form-data; boundary=frontier';
const JSON_TYPE = 'application/json';
const OCTETS = 'application/octet-stream';

/** What of a running service its valid requests name. */
interface Known {
  readonly jobId: string;
  readonly sha256: string;
  readonly uploadUrl: string;
}

/** A valid request of every kind of route: each reading route of the OpenAPI document, and each kind of body. */
export async function validRequests(url: string): Promise<readonly Buffer[]> {
  const known = await knownOf(url);
  const reads = readingRoutes().map((path) => head('GET', path.replace(/\{[^}]+\}/g, known.jobId), []));
  return [...reads, ...writes(known)].map((request) => Buffer.from(request, 'latin1'));
}

async function knownOf(url: string): Promise<Known> {
  const submitted = await post(`${url}/api/v1/analyze?analysis_depth=quick`, OCTETS, readFileSync('/bin/true'));
  const announced = await post(
    `${url}/api/v1/upload`,
    JSON_TYPE,
    JSON.stringify({ filename: 'a', size: SAMPLE.length }),
  );
  return {
    jobId: submitted['job_id'] ?? '',
    sha256: submitted['sha256'] ?? '0'.repeat(64),
    uploadUrl: announced['upload_url'] ?? '',
  };
}

async function post(url: string, type: string, body: string | Buffer): Promise<Readonly<Record<string, string>>> {
  const answer = await fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body });
  const { data } = (await answer.json()) as { data?: Record<string, string> };
  if (data === undefined) throw new Error(`${url} answered ${answer.status}`);
  return data;
}

/** But for the stream of events, which ends when its job does. */
function readingRoutes(): readonly string[] {
  const { paths } = JSON.parse(readFileSync(DOCUMENT, 'utf8')) as { paths: Record<string, object> };
  return Object.keys(paths).filter((path) => 'get' in (paths[path] ?? {}));
}

const SAMPLE = readFileSync('/bin/true').subarray(0, 600).toString('latin1');
const FIELD = 'Content-Disposition: form-data; name="analysis_depth"\r\n\r\nquick';
const FILE = `Content-Disposition: form-data; name="file"; filename="a"\r\nContent-Type: ${OCTETS}\r\n\r\n${SAMPLE}`;
const FORM_BODY = `--frontier\r\n${FIELD}\r\n--frontier\r\n${FILE}\r\n--frontier--\r\n`;
const PATTERNS = [{ name: 'beacon', pattern: 'https?://[a-z.]+/gate', severity: 'high' }];

function writes({ jobId, sha256, uploadUrl }: Known): readonly string[] {
  const json = (path: string, body: object): string => withBody('POST', path, JSON_TYPE, JSON.stringify(body));
  const quick = '/api/v1/analyze?analysis_depth=quick&wait_seconds=0&focus_areas=imports,strings';
  return [
    withBody('POST', '/api/v1/analyze?wait_seconds=0', FORM, FORM_BODY),
    withBody('POST', quick, OCTETS, SAMPLE),
    head('POST', quick, [`Content-Type: ${OCTETS}`, 'Transfer-Encoding: chunked'], chunked(SAMPLE)),
    head('POST', quick, [`Content-Type: ${OCTETS}`, 'Content-Length: 600', 'Expect: 100-continue'], SAMPLE),
    json('/api/v1/analyze', { sha256, analysis_depth: 'quick', wait_seconds: 0, custom_patterns: PATTERNS }),
    json('/api/v1/analyze', { upload_id: jobId, filename: 'a', focus_areas: ['imports', 'strings'], priority: 'high' }),
    json('/api/v1/upload', { filename: 'a', size: 600, sha256 }),
    withBody('PUT', uploadUrl, OCTETS, SAMPLE),
    json('/api/v1/upload/validate', { upload_id: jobId }),
    json('/api/v1/auth/keys', {
      name: 'ci',
      role: 'user',
      limits: { reads_burst: 5 },
      expires_at: '2090-01-01T00:00:00Z',
    }),
    json('/api/v1/admin/cache/invalidate', { pattern: 'sha256:d41d*' }),
    withBody('POST', '/v1/magic/content?filename=a.bin', OCTETS, SAMPLE),
    json('/v1/magic/path', { path: 'a.bin', filename: 'a.bin' }),
    head('DELETE', `/api/v1/jobs/${jobId}`, []),
    head('DELETE', `/api/v1/auth/keys/${jobId}`, []),
    head('GET', `/api/v1/analyze/${jobId}/strings?page=1&page_size=50&filter=a&sort=length&order=desc`, []),
    head('GET', `/api/v1/jobs/${jobId}/events`, ['Last-Event-ID: 1']),
    head('GET', '/api/v1/jobs', ['Authorization: Basic Ymlubmxw', 'If-None-Match: W/"a"', 'X-Request-Id: a']),
    head('GET', '/api/v1/docs/', []),
    head('GET', '/api/v1/docs/swagger-ui.css', ['Range: bytes=0-10']),
    head('HEAD', '/api/v1/openapi.json', []),
    head('OPTIONS', '/api/v1/analyze', ['Origin: https://app.example.com', 'Access-Control-Request-Method: POST']),
  ];
}

function head(method: string, path: string, headers: readonly string[], body = ''): string {
  return [`${method} ${path} HTTP/1.1`, 'Host: here', ...headers, '', body].join('\r\n');
}

function withBody(method: string, path: string, type: string, body: string): string {
  return head(method, path, [`Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(body, 'latin1')}`], body);
}

function chunked(body: string): string {
  return `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
}
