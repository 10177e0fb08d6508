import type { Request } from 'express';

/**
 * As the client wrote it, where it wrote nothing but a host and a port: it becomes part of commands to copy and of headers. Whether it came by TLS,
 * a trusted proxy says.
 */
export function addressOf(request: Request): string {
  const host = request.headers.host ?? '';
  return `${request.secure ? 'https' : 'http'}://${/^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host) ? host : '127.0.0.1:8000'}`;
}
