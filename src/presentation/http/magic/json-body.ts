import type { IncomingMessage } from 'node:http';

import { DomainError } from '#domain/shared/domain-error';
import { receptionSignal } from '#presentation/http/analysis/reception-signal';

const MAX_BYTES = 1024 * 1024;

/**
 * Reads a body of `application/json` that is an object.
 * @throws DomainError `UNSUPPORTED_MEDIA_TYPE`, `FILE_TOO_LARGE`, `REQUEST_TIMEOUT`, `EMPTY_FILE`, `INVALID_OPTION`.
 */
export async function readJson(request: IncomingMessage, idleMs: number): Promise<Readonly<Record<string, unknown>>> {
  const type = (request.headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase();
  if (type !== 'application/json') {
    throw new DomainError('UNSUPPORTED_MEDIA_TYPE', 'The Content-Type must be application/json');
  }
  const text = await readText(request, idleMs);
  if (text === '') throw new DomainError('EMPTY_FILE', 'Request body is empty');
  const value = parse(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw notAnObject();
}

async function readText(request: IncomingMessage, idleMs: number): Promise<string> {
  if (Number(request.headers['content-length']) > MAX_BYTES) throw tooLarge();
  const { signal, release } = receptionSignal(request, idleMs);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    await new Promise<void>((resolve, reject) => {
      request.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_BYTES) reject(tooLarge());
        else chunks.push(chunk);
      });
      request.once('end', resolve).once('error', reject);
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notAnObject(cause);
  }
}

function notAnObject(cause?: unknown): DomainError {
  return new DomainError('INVALID_OPTION', 'The body must be a JSON object', {
    details: 'For example {"path": "uploads/a.bin"}',
    cause,
  });
}

function tooLarge(): DomainError {
  return new DomainError('FILE_TOO_LARGE', 'Request body exceeds 1MB limit');
}
