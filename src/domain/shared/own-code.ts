import type { Architecture } from './executable-header';

const READ: readonly Architecture[] = ['x86', 'x86_64', 'arm64'];

/** Whether code for this processor is read by ourselves at standard depth, unless a setting says otherwise. */
export function isReadByUs(architecture: Architecture): boolean {
  return READ.includes(architecture);
}
