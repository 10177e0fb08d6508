import type { ByteSource } from '#domain/bytes/byte-source';
import type { Deadline } from '#infrastructure/clock/deadline';
import { timedOut } from '#infrastructure/clock/timed-out';
import type { OwnReadingOrder } from './own-reading';
import type { ContentReader } from './read-content';

/** Until the time is over, or nobody waits any more. @throws DomainError `ANALYSIS_TIMEOUT`, the signal's reason, and as the reader does. */
export function contentInTime(
  readContent: ContentReader,
  source: ByteSource,
  { deadline, signal }: { readonly deadline: Deadline; readonly signal: AbortSignal },
): OwnReadingOrder['readContent'] {
  return async (request, file) => {
    const late = AbortSignal.timeout(Math.ceil(deadline.remainingMs));
    try {
      return await readContent(request, source, AbortSignal.any([signal, late]), file);
    } catch (error) {
      signal.throwIfAborted();
      throw late.aborted ? timedOut('The file was not read to its end.', error) : error;
    }
  };
}
