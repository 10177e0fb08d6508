import { realpath, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';

import { readBuildInfo } from '#config/build-info';
import type { ConfigSources } from '#config/load-config';
import { loadConfig } from '#config/load-config';
import { fileName } from '#domain/shared/file-name';
import { openWithin } from '#infrastructure/filesystem/open-within';
import type { OpenFile } from '#presentation/mcp/stdio/local-server';
import { LocalServer } from '#presentation/mcp/stdio/local-server';
import type { ServiceAddress } from '#presentation/mcp/stdio/remote-service';
import { RemoteService } from '#presentation/mcp/stdio/remote-service';
import { StartError } from '../start-error';
import { startService } from '../start-service';
import { stopSignal } from '../stop-signal';
import { VERSION } from '../version';
import type { McpArguments } from './arguments';
import { parseMcpArguments, USAGE } from './arguments';

const STANDARD_ERROR = 2;

interface Served {
  readonly find: () => Promise<ServiceAddress>;
  close(): Promise<void>;
}

/**
 * Serves a client by standard input and output until it closes them. Resolves to the exit status.
 * @param findOwn where a service of the user's own is, where the call names none; without it one is started in this process
 */
export async function mcp(
  args: readonly string[],
  sources: ConfigSources,
  findOwn?: (stop: AbortSignal) => Promise<ServiceAddress>,
): Promise<number> {
  let wanted: McpArguments;
  try {
    wanted = parseMcpArguments(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  if (wanted.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const openFile = wanted.files === undefined ? undefined : await filesBelow(wanted.files);
  const stop = stopSignal();
  const served = await serviceFor(wanted, sources, stop, findOwn);
  try {
    const service = new RemoteService(served.find);
    const local = new LocalServer(service, VERSION, await namesOf(service), openFile);
    await untilClosed(local, stop);
    return 0;
  } finally {
    await served.close();
  }
}

/** The one that was named, the one that the user has, or one of our own on the loopback, on a free port. */
async function serviceFor(
  { url }: McpArguments,
  sources: ConfigSources,
  stop: AbortSignal,
  findOwn: ((stop: AbortSignal) => Promise<ServiceAddress>) | undefined,
): Promise<Served> {
  const key = sources.variables['BIN2NLP_MCP_KEY'] ?? '';
  if (url !== undefined) return found(() => Promise.resolve({ url, key }));
  if (findOwn !== undefined) return found(() => findOwn(stop));
  const variables = {
    BIN2NLP_LOGGING__LEVEL: 'warn',
    ...sources.variables,
    BIN2NLP_ROLE: 'all',
    BIN2NLP_SERVER__HOST: '127.0.0.1',
    BIN2NLP_SERVER__PORT: '0',
    BIN2NLP_FEATURE_MCP: 'on',
  };
  const config = loadConfig({ ...sources, variables });
  const host = { path: sources.variables['PATH'] ?? '', build: readBuildInfo(sources), logTo: STANDARD_ERROR };
  const service = await startService(config, host, stop);
  const address = { url: service.url, key: config.auth.bootstrapAdminKey };
  return { find: () => Promise.resolve(address), close: () => service.close() };
}

function found(find: Served['find']): Served {
  return { find, close: () => Promise.resolve() };
}

async function namesOf(service: RemoteService): Promise<readonly string[]> {
  try {
    return await service.toolNames();
  } catch (cause) {
    const { message } = cause as Error;
    throw new StartError(`The service does not answer: ${message} Check --url and the key in BIN2NLP_MCP_KEY.`, {
      cause,
    });
  }
}

async function filesBelow(directory: string): Promise<OpenFile> {
  const base = await realpath(directory).catch(() => directory);
  const found = await stat(base).catch(() => undefined);
  if (found?.isDirectory() !== true) throw new StartError(`--files is ${directory}, which is no directory.`);
  return async (path) => {
    const { handle, stats } = await openWithin(base, resolve(base, path));
    return {
      name: fileName(basename(path)),
      size: stats.size,
      content: Readable.toWeb(handle.createReadStream({ autoClose: false })) as ReadableStream<Uint8Array>,
      close: () => handle.close(),
    };
  };
}

/** Until the client closes its end, or a signal comes. */
function untilClosed(local: LocalServer, stop: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const transport = new StdioServerTransport();
    const handle = serveStdio(() => local.server(), { transport });
    const end = (): void => {
      void handle.close().then(done, done);
    };
    process.stdin.once('end', end).once('close', end);
    stop.addEventListener('abort', end);
    if (stop.aborted) end();
  });
}
