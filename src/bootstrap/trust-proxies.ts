import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Request } from 'express';

import { trustedProxies } from '#config/trusted-proxies';
import type { Identify, LoggedIds } from '#infrastructure/logging/request-log';
import { identityOf } from '#presentation/http/answer/request-identity';

/**
 * Has Express believe the proxies that `server.trust_proxy` names about address and scheme of a client. What is logged of a request
 * has the address only then: without them it is that of whoever has connected, which says nothing behind a proxy.
 */
export function trustProxies(app: { set(name: string, value: unknown): unknown }, setting: string): Identify {
  const proxies = trustedProxies(setting);
  app.set('trust proxy', proxies ?? false);
  return proxies === undefined ? identityOf : identityAndClientOf;
}

/** Of what a proxy passes on only an address is one: where it is none, who has connected is told. */
function identityAndClientOf(request: IncomingMessage): LoggedIds {
  const { ip = '' } = request as Request;
  const client = isIP(ip) === 0 ? request.socket.remoteAddress : ip;
  return { ...identityOf(request), ...(client !== undefined && { client }) };
}
