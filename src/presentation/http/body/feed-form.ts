import type { IncomingMessage } from 'node:http';
import type { Busboy } from 'busboy';

import { brokenForm } from './bad-form';
import { cutBody } from './cut-body';

/**
 * Writes a body into the parser of its form and resolves when that has read it whole. Like `stream.pipeline`, but it leaves the
 * request alone when the form fails, for its connection still has to carry the answer; and what the parser throws or reports,
 * however often and however late, ends here.
 * @throws DomainError `INVALID_OPTION` for a form that cannot be read or is cut off, the signal's reason, what the parser throws.
 */
export function feedForm(request: IncomingMessage, form: Busboy, signal: AbortSignal): Promise<void> {
  let fault: Error | undefined;
  const stop = (error: Error): void => {
    fault ??= error;
    form.destroy(error);
  };
  // The parser may report without being destroyed, and again over the same bytes: this one stays.
  form.on('error', (error) => {
    stop(brokenForm(error as Error));
  });
  const write = (chunk: Buffer): void => {
    try {
      if (!form.write(chunk)) request.pause();
    } catch (error) {
      stop(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const end = (): void => void form.end();
  const resume = (): void => void request.resume();
  const cut = (): void => {
    if (signal.aborted) stop(signal.reason as Error);
    else if (!request.readableEnded) stop(cutBody(request.errored ?? undefined));
  };
  const whole = new Promise<void>((resolve, reject) => {
    form.once('close', () => {
      if (fault === undefined) resolve();
      else reject(fault);
    });
  });
  form.on('drain', resume);
  request.on('error', cut).once('close', cut).once('end', end).on('data', write);
  signal.addEventListener('abort', cut, { once: true });
  if (signal.aborted || request.destroyed) cut();
  return whole.finally(() => request.off('data', write).off('end', end));
}
