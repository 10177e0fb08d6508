import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { AppConfig } from '#config/app-config';
import { StartError } from './start-error';

/** Resolves to the address once connections are taken. @throws Error that names the way out when the port is taken. */
export async function listen(server: Server, config: AppConfig): Promise<string> {
  const { host, port } = config.role === 'worker' ? config.workerHttp : config.server;
  server.listen({ host, port, backlog: config.server.backlog });
  try {
    await once(server, 'listening');
  } catch (cause) {
    const setting = config.role === 'worker' ? 'BIN2NLP_WORKER_HTTP__PORT' : 'BIN2NLP_SERVER__PORT';
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(
      `Cannot listen on ${host}:${port}: ${reason}. Stop what runs there, or set ${setting} (0: any free port).`,
      { cause },
    );
  }
  const { address, family, port: actual } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${actual}`;
}

/** No new connections; those with a request under way get `graceMs`. Never rejects. */
export async function drain(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeIdleConnections();
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, graceMs);
  // A kept-alive connection becomes idle when its last answer is out.
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, 100);
  await closed;
  clearTimeout(cut);
  clearInterval(sweep);
}
