import type { DestinationStream, Logger } from 'pino';
import { pino } from 'pino';
import pretty from 'pino-pretty';

import type { AppConfig } from '#config/app-config';
import { openLogFile } from './log-file';
import { LogOutput } from './log-output';
import { idsUnderWay } from './request-log';

/** Descriptors of a process. */
const STANDARD_OUTPUT = 1;

/**
 * Logs by pino: one JSON object a line, or one readable line; never a key, a header, a query or anything of a sample.
 *
 * @param descriptor another than standard output, where that is for what others read
 */
export function serviceLogger({ logging, role, features }: AppConfig, descriptor = STANDARD_OUTPUT): Logger {
  return pino(
    {
      level: levelOf(logging, features),
      base: { role },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      mixin: idsUnderWay,
    },
    destination(logging, descriptor),
  );
}

/** The flag opens debug; `level` may still ask for less than info, or for yet more. */
function levelOf({ level }: AppConfig['logging'], { debugLogging }: AppConfig['features']): string {
  return debugLogging && level === 'info' ? 'debug' : level;
}

function destination({ format, file }: AppConfig['logging'], descriptor: number): DestinationStream {
  const output = standardStream(format, descriptor);
  if (file === '') return output;
  const onFault = (error: Error): void => {
    process.stderr.write(`The log file ${file} cannot be written: ${error.message}\n`);
  };
  // Which levels there are at all is the logger's affair.
  return pino.multistream([
    { level: 'trace', stream: output },
    { level: 'trace', stream: openLogFile(file, onFault) },
  ]);
}

function standardStream(format: AppConfig['logging']['format'], descriptor: number): DestinationStream {
  if (format === 'json') return new LogOutput(descriptor);
  // Written at once: the last lines before an end are the ones that matter.
  return pretty({
    destination: descriptor,
    sync: true,
    singleLine: format === 'compact',
    ignore: 'pid,hostname,role,req,res',
    translateTime: 'SYS:HH:MM:ss.l',
  });
}
