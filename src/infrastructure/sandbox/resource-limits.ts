import type { ResourceLimits } from './confined-program';

const OPEN_FILES = 64;

/**
 * Arguments of `prlimit` that bind what follows them. No file may grow, so no byte is ever written to a disk; no core.
 * Processes and threads are not limited here (RLIMIT_NPROC does not bind root): the seccomp filter refuses to make any.
 */
export function limitArguments(limits: ResourceLimits): readonly string[] {
  return [
    `--as=${limits.addressSpace}`,
    `--cpu=${limits.cpuSeconds}`,
    '--fsize=0',
    '--core=0',
    `--nofile=${OPEN_FILES}`,
    '--',
  ];
}
