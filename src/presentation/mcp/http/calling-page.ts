import type { Request } from 'express';

import type { AppConfig } from '#config/app-config';
import { DomainError } from '#domain/shared/domain-error';

type Settings = Pick<AppConfig, 'mcp' | 'server'>;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Refuses what a page in a browser sends that was not allowed to, whatever name it has made this machine's address its own by (DNS
 * rebinding). Clients that are no browsers send no `Origin`. @throws DomainError `FORBIDDEN`.
 */
export function checkCallingPage({ headers }: Request, { mcp, server }: Settings): void {
  const { origin, host = '' } = headers;
  if (origin !== undefined && !mayPageCall(origin, { mcp, server })) {
    throw refused('Origin', 'pages of this origin may not call /mcp', 'mcp.allowed_origins');
  }
  // Behind a proxy the name is what the proxy is called.
  if (!isOnLoopback(server) || server.trustProxy !== '') return;
  const name = hostOf(`http://${host}`);
  if (LOOPBACK.test(name) || allowedOrigins({ mcp, server }).some((each) => hostOf(each) === name)) return;
  throw refused('Host', 'a service on the loopback is called by localhost or its address', 'mcp.allowed_origins');
}

/** Whether pages of an origin may call /mcp. */
export function mayPageCall(origin: string, config: Settings): boolean {
  return allowedOrigins(config).includes(origin) || (isOnLoopback(config.server) && LOOPBACK.test(hostOf(origin)));
}

function allowedOrigins({ mcp, server }: Settings): readonly string[] {
  return [mcp.allowedOrigins, server.corsOrigins].flatMap((list) => (list === '' ? [] : list.split(',')));
}

function isOnLoopback({ host }: AppConfig['server']): boolean {
  return LOOPBACK.test(host === '::1' ? '[::1]' : host);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

function refused(field: string, message: string, setting: string): DomainError {
  return new DomainError('FORBIDDEN', `The ${field} of this request is not allowed.`, {
    details: [{ field, message }],
    remediation: `An operator can allow it by ${setting}.`,
  });
}
