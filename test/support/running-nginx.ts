import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { eventually } from './eventually';
import { TemporaryDirectory } from './temporary-directory';

const CONFIGURATION = readFileSync(join(__dirname, '../../docker/nginx.conf'), 'utf8');

export interface ProxyAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface ProxyRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | number>>;
}

/** nginx with docker/nginx.conf in front of processes of a test: on a socket in place of a port, with a certificate of its own. */
export class RunningNginx {
  private printed = '';

  private constructor(
    private readonly directory: TemporaryDirectory,
    private readonly process: ChildProcess,
  ) {
    process.stderr?.setEncoding('utf8').on('data', (words: string) => {
      this.printed += words;
    });
  }

  /** @param apis Their addresses. @throws Error with nginx's words. */
  static async start(apis: readonly string[]): Promise<RunningNginx> {
    const directory = await TemporaryDirectory.create();
    const own = (name: string): string => join(directory.path, name);
    mkdirSync(own('tmp'));
    mkdirSync(own('deployed'));
    const servers = apis.map((api) => `server ${new URL(api).host} max_fails=0;\n`);
    writeFileSync(own('deployed/upstream.conf'), servers.join(''));
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj'].concat([
        '/CN=localhost',
        '-keyout',
        own('tls_key'),
        '-out',
        own('tls_certificate'),
      ]),
      { stdio: 'pipe' },
    );
    const changes: readonly [string, string][] = [
      ['/tmp/', `${own('tmp')}/`],
      ['/etc/nginx/', `${directory.path}/`],
      ['listen 8443 ', `listen unix:${own('tls.sock')} `],
      ['listen 8080;', `listen unix:${own('plain.sock')};`],
      ['/run/secrets/', `${directory.path}/`],
    ];
    const text = changes.reduce((before, [place, replacement]) => {
      if (!before.includes(place)) throw new Error(`docker/nginx.conf has no ${place}`);
      return before.replaceAll(place, replacement);
    }, CONFIGURATION);
    writeFileSync(own('nginx.conf'), text);
    const nginx = new RunningNginx(
      directory,
      // Started by root, its workers are root too: what it serves lies in a directory of this user.
      spawn('nginx', ['-p', directory.path, '-c', own('nginx.conf'), '-g', 'daemon off; user root;'], {
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
    );
    await eventually(() => {
      expect(existsSync(own('tls.sock')) || nginx.process.exitCode !== null).toBe(true);
    });
    if (nginx.process.exitCode !== null) throw new Error(`nginx ended: ${nginx.printed}`);
    return nginx;
  }

  get socket(): string {
    return join(this.directory.path, 'tls.sock');
  }

  /** Where docker/deploy.sh writes to which api it sends requests. */
  get deployed(): string {
    return join(this.directory.path, 'deployed');
  }

  /** The master's: SIGHUP has it read its configuration again. */
  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Files in which it would have kept parts of uploads or answers. */
  get keeps(): string {
    return join(this.directory.path, 'tmp');
  }

  /** How to trust it. */
  get trusted(): { readonly ca: Buffer; readonly servername: string } {
    return { ca: readFileSync(join(this.directory.path, 'tls_certificate')), servername: 'localhost' };
  }

  open(path: string, { method = 'GET', headers = {} }: ProxyRequest = {}): ClientRequest {
    const options = { socketPath: this.socket, path, method, headers: { Host: 'localhost', ...headers }, agent: false };
    return request({ ...options, ...this.trusted });
  }

  async ask(path: string, asked: ProxyRequest = {}, body: Uint8Array | string = ''): Promise<ProxyAnswer> {
    const client = this.open(path, asked);
    client.end(body);
    return answerTo(client);
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      this.process.kill('SIGTERM');
      await once(this.process, 'close');
    }
    await this.directory.remove();
  }
}

export async function answerTo(client: ClientRequest): Promise<ProxyAnswer> {
  const [response] = (await once(client, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}
