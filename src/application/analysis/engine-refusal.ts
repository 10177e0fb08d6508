import type { Logger } from '@nestjs/common';

import type { DomainError } from '#domain/shared/domain-error';
import { tameText } from '#domain/shared/hostile-text';
import type { CircuitGate } from './engine-circuit';

const REASON_LIMIT = 512;

/** What radare2 printed may come from the sample. */
export function explainRefusal({ message, details }: DomainError): string {
  return tameText(typeof details === 'string' ? `${message} ${details}` : message, REASON_LIMIT);
}

/** Opens the circuit for a radare2 that cannot run at all. */
export function tripOver(cause: DomainError, circuit: CircuitGate, logger: Logger): void {
  circuit.trip(`radare2 cannot run: ${explainRefusal(cause)}`);
  logger.error({ err: cause }, 'radare2 cannot run; files are read without it');
}
