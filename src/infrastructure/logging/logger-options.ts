import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Params } from 'nestjs-pino';
import { pino } from 'pino';
import type { DestinationStream } from 'pino';
import type { Options } from 'pino-http';
import pretty from 'pino-pretty';

import type { AppConfig } from '#config/app-config';

/** The ids under which everything of one request is logged. */
export type Identify = (request: IncomingMessage) => { readonly requestId: string; readonly correlationId: string };

/** Logs by pino: one JSON object a line, or one readable line; never a key, a header, a query or anything of a sample. */
export function loggerOptions({ logging, role }: AppConfig, identify: Identify): Params {
  return {
    pinoHttp: [requestOptions(logging, role, identify), destination(logging)],
  };
}

function requestOptions(logging: AppConfig['logging'], role: string, identify: Identify): Options {
  return {
    level: logging.level,
    base: { role },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    genReqId: (request) => identify(request).requestId,
    customProps: (request) => ({ correlation_id: identify(request).correlationId }),
    serializers: {
      req: ({ method, url }: { method: string; url: string }) => ({ method, path: pathOf(url) }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
    },
    customLogLevel: (request: IncomingMessage, response: ServerResponse, error?: Error) => {
      if (error !== undefined || response.statusCode >= 500) return 'error';
      return request.url?.startsWith('/api/v1/health') === true ? 'debug' : 'info';
    },
    customSuccessMessage: answered,
    customErrorMessage: answered,
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'request_id' },
  };
}

function answered({ method = '', url = '' }: IncomingMessage, { statusCode }: ServerResponse): string {
  return `${method} ${pathOf(url)} ${statusCode}`;
}

function pathOf(url: string): string {
  return url.split('?', 1).join('');
}

function destination({ format }: AppConfig['logging']): DestinationStream {
  if (format === 'json') return pino.destination({ sync: true });
  // Written at once: the last lines before an end are the ones that matter.
  return pretty({
    sync: true,
    singleLine: format === 'compact',
    ignore: 'pid,hostname,role,reqId,req,res',
    translateTime: 'SYS:HH:MM:ss.l',
  });
}
