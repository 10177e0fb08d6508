import type { LoggerService } from '@nestjs/common';
import { Logger } from '@nestjs/common';

import type { PortableError } from './portable-error';
import { portable, revived } from './portable-error';
import type { LogRecord } from './thread-messages';

/** Errors as plain data, wherever a logger is given them: as a value, or as a field of one. */
interface CarriedError {
  readonly carriedError: PortableError;
}

/** The logger of a thread: the process writes what it is told. */
export class RelayedLogger implements LoggerService {
  constructor(private readonly tell: (record: LogRecord) => void) {}

  log(...values: unknown[]): void {
    this.pass('log', values);
  }

  error(...values: unknown[]): void {
    this.pass('error', values);
  }

  warn(...values: unknown[]): void {
    this.pass('warn', values);
  }

  debug(...values: unknown[]): void {
    this.pass('debug', values);
  }

  verbose(...values: unknown[]): void {
    this.pass('verbose', values);
  }

  fatal(...values: unknown[]): void {
    this.pass('fatal', values);
  }

  private pass(level: LogRecord['level'], values: readonly unknown[]): void {
    this.tell({ level, values: values.map((value) => carried(value)) });
  }
}

/** Writes what a thread was told to log; its last value names the class that said it. */
export function writeRelayed({ level, values }: LogRecord): void {
  const [message, ...rest] = values.map((value) => uncarried(value));
  const context = typeof rest.at(-1) === 'string' ? String(rest.pop()) : 'AnalysisThread';
  new Logger(context)[level](message, ...rest);
}

function carried(value: unknown): unknown {
  if (value instanceof Error) return { carriedError: portable(value) } satisfies CarriedError;
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      field instanceof Error ? { carriedError: portable(field) } : field,
    ]),
  );
}

function uncarried(value: unknown): unknown {
  if (isCarried(value)) return revived(value.carriedError);
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, isCarried(field) ? revived(field.carriedError) : field]),
  );
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isCarried(value: unknown): value is CarriedError {
  return typeof value === 'object' && value !== null && 'carriedError' in value;
}
