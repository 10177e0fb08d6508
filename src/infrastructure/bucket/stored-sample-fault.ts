import { DomainError } from '#domain/shared/domain-error';
import { reportStorage } from '#infrastructure/filesystem/storage-events';
import { bucketFaultIn } from './bucket-fault';

/** What a client is refused with for the state of this machine, which another upload or the sweep changes. */
const LACKS_OF_ROOM: ReadonlySet<string> = new Set(['INSUFFICIENT_STORAGE', 'OVERLOADED', 'REQUEST_TIMEOUT']);
const OTHER_SIZES: ReadonlySet<string> = new Set(['FILE_TOO_LARGE', 'EMPTY_FILE']);

/** Of what stands in the place of a sample: it will not become the right one. */
export function altered(how: string, cause?: unknown): DomainError {
  reportStorage('bucket_samples_refused_total');
  return new DomainError('SAMPLE_ALTERED', `The stored file is not the one that was sent: ${how}.`, {
    remediation: 'Send it again.',
    cause,
  });
}

/** Of a sample that the bucket has and does not give out, though it serves. */
export function withheld(cause: unknown): DomainError {
  return new DomainError('SAMPLE_MISSING', 'The file cannot be read where samples are kept.', {
    remediation: 'Send it again.',
    cause,
  });
}

/** What receiving a sample from the bucket failed with, told as whoever needs that sample has to take it. */
export function receptionFault(error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  if (OTHER_SIZES.has(error.code)) return altered('its size differs', error);
  if (!LACKS_OF_ROOM.has(error.code)) return error;
  return new DomainError('SERVICE_UNAVAILABLE', 'There is no room for the file on this machine right now.', {
    remediation: 'Try again in a few seconds.',
    cause: error,
  });
}

/** Whether the bucket said no, and will until somebody changes something: of the bucket, or of the one object. */
export function isRefusedByBucket(error: unknown): boolean {
  return bucketFaultIn(error)?.passes === false;
}
