import type { IncomingMessage } from 'node:http';

import { MB } from '#domain/shared/quantities';

/** What the framing of a form with one file may add to the file's own size. */
export const FORM_FRAMING_BYTES = MB;

/**
 * How much content there can be at most, by what the client declares of its body; nothing of a chunked one. Above `maxBytes` only
 * where the content is too large for certain, however much of the body is framing.
 * @param framing bytes that the body may have beside the content.
 */
export function declaredBytes(
  request: IncomingMessage,
  maxBytes: number,
  framing = 0,
): { readonly declaredBytes?: number } {
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (!Number.isSafeInteger(length)) return {};
  return { declaredBytes: length <= maxBytes ? length : Math.max(maxBytes, length - framing) };
}
