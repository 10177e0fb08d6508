import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Params } from 'nestjs-pino';
import { pino } from 'pino';
import type { DestinationStream } from 'pino';
import type { Options } from 'pino-http';
import pretty from 'pino-pretty';

import { openLogFile } from './log-file';
import type { AppConfig } from '#config/app-config';

/** What probes and the monitoring ask for every few seconds. */
const OFTEN = /^\/(api\/v1\/health|metrics|v1\/metrics)/;

/** The ids under which everything of one request is logged. */
export type Identify = (request: IncomingMessage) => { readonly requestId: string; readonly correlationId: string };

/** Logs by pino: one JSON object a line, or one readable line; never a key, a header, a query or anything of a sample. */
export function loggerOptions({ logging, role, features }: AppConfig, identify: Identify): Params {
  return {
    pinoHttp: [requestOptions(levelOf(logging, features), role, identify), destination(logging)],
  };
}

/** The flag opens debug; `level` may still ask for less than info, or for yet more. */
function levelOf({ level }: AppConfig['logging'], { debugLogging }: AppConfig['features']): string {
  return debugLogging && level === 'info' ? 'debug' : level;
}

function requestOptions(level: string, role: string, identify: Identify): Options {
  return {
    level,
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
      return OFTEN.test(request.url ?? '') ? 'debug' : 'info';
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

function destination({ format, file }: AppConfig['logging']): DestinationStream {
  if (file === '') return standardOutput(format);
  const output = standardOutput(format);
  const onFault = (error: Error): void => {
    process.stderr.write(`The log file ${file} cannot be written: ${error.message}\n`);
  };
  // Which levels there are at all is the logger's affair.
  return pino.multistream([
    { level: 'trace', stream: output },
    { level: 'trace', stream: openLogFile(file, onFault) },
  ]);
}

function standardOutput(format: AppConfig['logging']['format']): DestinationStream {
  // A reader that is slow holds up no request. Lines are handed over one by one, and what is left is written when the process ends.
  if (format === 'json') return pino.destination({ sync: false });
  // Written at once: the last lines before an end are the ones that matter.
  return pretty({
    sync: true,
    singleLine: format === 'compact',
    ignore: 'pid,hostname,role,reqId,req,res',
    translateTime: 'SYS:HH:MM:ss.l',
  });
}
