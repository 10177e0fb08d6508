import { DomainError } from '#domain/shared/domain-error';
import { reportStorage } from './storage-events';
import { codeOf, messageOf } from './system-error';

/** Whether no more can be written for want of space, as the system or `writeFault` says it. */
export function isOutOfSpace(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'INSUFFICIENT_STORAGE';
}

/** What became of a write, in the caller's words for it: a refusal for want of space or of a disk that takes any, a fault of ours otherwise. */
export function writeFault(failed: string, cause: unknown): Error {
  const message = `${failed}: ${messageOf(cause)}`;
  if (codeOf(cause) === 'EROFS')
    return new DomainError('SERVICE_UNAVAILABLE', 'Files cannot be stored right now.', {
      remediation: 'Try again in a few seconds.',
      cause: new Error(message, { cause }),
    });
  if (!isOutOfSpace(cause)) return new Error(message, { cause });
  reportStorage('disk_space_write_failures_total');
  return new DomainError('INSUFFICIENT_STORAGE', 'Disk space exhausted during file processing', {
    details: message,
    remediation: 'Try again later.',
    cause,
  });
}
