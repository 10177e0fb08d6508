import type { DomainErrorCode, FieldFault } from '#domain/shared/domain-error';
import { DomainError } from '#domain/shared/domain-error';

/** An error as plain data: a structured clone would lose its class, its code and its name. */
export interface PortableError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** Only of a `DomainError`. */
  readonly refusal?: {
    readonly code: DomainErrorCode;
    readonly details?: readonly FieldFault[] | string;
    readonly remediation?: string;
  };
  readonly cause?: PortableError;
}

/** Longer chains are no chains of ours. */
const MOST_CAUSES = 8;

export function portable(error: unknown, depth = 0): PortableError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack, cause } = error;
  return {
    name,
    message,
    ...(stack !== undefined && { stack }),
    ...(error instanceof DomainError && { refusal: refusalOf(error) }),
    ...(cause !== undefined && depth < MOST_CAUSES && { cause: portable(cause, depth + 1) }),
  };
}

function refusalOf({ code, details, remediation }: DomainError): NonNullable<PortableError['refusal']> {
  return {
    code,
    ...(details !== undefined && { details }),
    ...(remediation !== undefined && { remediation }),
  };
}

export function revived({ name, message, stack, refusal, cause }: PortableError): Error {
  const context = cause === undefined ? {} : { cause: revived(cause) };
  const error =
    refusal === undefined
      ? Object.assign(new Error(message, context), { name })
      : new DomainError(refusal.code, message, { ...refusal, ...context });
  if (stack !== undefined) error.stack = stack;
  return error;
}
