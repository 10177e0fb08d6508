import type { IncomingMessage } from 'node:http';

import { DomainError } from '#domain/shared/domain-error';
import { KB } from '#domain/shared/quantities';
import { cutBody } from './cut-body';
import { mediaTypeOf, unacceptedMediaType } from './media-type';
import { parseJson } from './parse-json';
import type { ReceptionPace } from './reception-signal';
import { receptionSignal } from './reception-signal';

/** What of the `server` section a JSON body is read by. */
export interface JsonLimits extends ReceptionPace {
  readonly maxJsonKb: number;
}

/**
 * Reads a body of `application/json` that is an object.
 * @throws DomainError `UNSUPPORTED_MEDIA_TYPE`, `FILE_TOO_LARGE`, `REQUEST_TIMEOUT`, `INVALID_OPTION`.
 */
export async function readJson(
  request: IncomingMessage,
  limits: JsonLimits,
): Promise<Readonly<Record<string, unknown>>> {
  if (mediaTypeOf(request) !== 'application/json') throw unacceptedMediaType(request, 'Send application/json.');
  const text = await readText(request, limits);
  const value = parseJson(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new DomainError('INVALID_OPTION', 'The body must be a JSON object.', {
    remediation: 'See /api/v1/docs for the fields of the body.',
  });
}

async function readText(request: IncomingMessage, limits: JsonLimits): Promise<string> {
  const maxBytes = limits.maxJsonKb * KB;
  if (Number(request.headers['content-length']) > maxBytes) throw tooLarge(limits.maxJsonKb);
  const { signal, release } = receptionSignal(request, limits);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    await new Promise<void>((resolve, reject) => {
      const cut = (cause?: unknown): void => {
        reject(cutBody(cause));
      };
      request.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) reject(tooLarge(limits.maxJsonKb));
        else chunks.push(chunk);
      });
      request.once('end', resolve).once('error', cut).once('close', cut);
      if (request.destroyed) cut();
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    });
  } finally {
    release();
    request.removeAllListeners('data');
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(maxKb: number): DomainError {
  return new DomainError('FILE_TOO_LARGE', `The JSON body is larger than ${maxKb} KB.`, {
    remediation: `Send at most ${maxKb} KB.`,
  });
}
