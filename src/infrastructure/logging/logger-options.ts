import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Params } from 'nestjs-pino';
import type { LoggerOptions } from 'pino';

import type { AppConfig } from '#config/app-config';

/** The ids under which everything of one request is logged. */
export type Identify = (request: IncomingMessage) => { readonly requestId: string; readonly correlationId: string };

/** Logs by pino: one JSON object a line, or one readable line; never a key, a header, a query or anything of a sample. */
export function loggerOptions({ logging, role }: AppConfig, identify: Identify): Params {
  return {
    pinoHttp: {
      ...baseOptions(logging, role),
      genReqId: (request) => identify(request).requestId,
      customProps: (request) => {
        const { requestId, correlationId } = identify(request);
        return { request_id: requestId, correlation_id: correlationId };
      },
      serializers: {
        req: ({ method, url }: { method: string; url: string }) => ({ method, path: url.split('?', 1)[0] }),
        res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
      },
      customLogLevel: (request: IncomingMessage, response: ServerResponse, error?: Error) => {
        if (error !== undefined || response.statusCode >= 500) return 'error';
        return request.url?.startsWith('/api/v1/health') === true ? 'debug' : 'info';
      },
      quietReqLogger: true,
    },
  };
}

function baseOptions(logging: AppConfig['logging'], role: string): LoggerOptions {
  const { level, format } = logging;
  if (format === 'json') return { level, base: { role }, timestamp: () => `,"time":"${new Date().toISOString()}"` };
  return {
    level,
    base: { role },
    transport: {
      target: 'pino-pretty',
      options: {
        singleLine: format === 'compact',
        ignore: 'pid,hostname,role,reqId,req,res',
        translateTime: 'SYS:HH:MM:ss.l',
      },
    },
  };
}
