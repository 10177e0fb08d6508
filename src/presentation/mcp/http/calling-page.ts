import type { Request } from 'express';

import type { AppConfig } from '#config/app-config';
import { DomainError } from '#domain/shared/domain-error';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Refuses what a page in a browser sends that was not allowed to, whatever name it has made this machine's address its own by (DNS
 * rebinding). Clients that are no browsers send no `Origin`. @throws DomainError `FORBIDDEN`.
 */
export function checkCallingPage({ headers }: Request, { mcp, server }: AppConfig): void {
  const allowed = [mcp.allowedOrigins, server.corsOrigins].flatMap((list) => (list === '' ? [] : list.split(',')));
  const isLocal = LOOPBACK.test(server.host === '::1' ? '[::1]' : server.host);
  const { origin, host = '' } = headers;
  if (origin !== undefined && !allowed.includes(origin) && !(isLocal && LOOPBACK.test(hostOf(origin)))) {
    throw refused('Origin', 'pages of this origin may not call /mcp', 'mcp.allowed_origins');
  }
  // Behind a proxy the name is what the proxy is called.
  if (!isLocal || server.trustProxy !== '') return;
  const name = hostOf(`http://${host}`);
  if (LOOPBACK.test(name) || allowed.some((each) => hostOf(each) === name)) return;
  throw refused('Host', 'a service on the loopback is called by localhost or its address', 'mcp.allowed_origins');
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
