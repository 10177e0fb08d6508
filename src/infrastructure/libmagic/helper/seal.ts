import { address } from 'koffi';

import { syscall } from './system-calls';

const SECCOMP = { x64: 317, arm64: 277 } as const;
const SET_MODE_FILTER = 1;
/** For all threads of this process at once. */
const FILTER_FLAG_TSYNC = 1;
/** `struct sock_fprog` of 64-bit Linux, and a step of the program. Source: linux/filter.h. */
const PROGRAM = { size: 16, stepsAt: 8 } as const;
const STEP_SIZE = 8;

/**
 * Puts a filter of system calls on top of that which the sandbox has put on this process, for good: a file that takes it over makes no
 * threads and runs no other program. @throws Error when the kernel refuses.
 */
export function seal(filter: Buffer): void {
  const program = Buffer.alloc(PROGRAM.size);
  program.writeUInt16LE(filter.length / STEP_SIZE, 0);
  program.writeBigUInt64LE(address(filter), PROGRAM.stepsAt);
  const number = process.arch === 'arm64' ? SECCOMP.arm64 : SECCOMP.x64;
  if (syscall(number, SET_MODE_FILTER, FILTER_FLAG_TSYNC, program) !== 0) {
    throw new Error('Failed to seal the helper: the kernel takes no further filter of system calls');
  }
}
