import { readdirSync } from 'node:fs';
import { load } from 'koffi';

// Source: asm-generic/fcntl.h.
const F_SETFD = 2;
const FD_CLOEXEC = 1;
const FIRST_BEYOND_STANDARD = 3;

const fcntl = load('libc.so.6').func('int fcntl(int descriptor, int command, int flags)') as unknown as (
  descriptor: number,
  command: number,
  flags: number,
) => number;

/**
 * From now on a program that this process starts inherits its standard streams and what it is given, nothing else. Node.js marks what it
 * opens itself; of what whoever started this process has left open it marks only what lies before the first gap.
 */
export function closeOnExec(): void {
  for (const name of readdirSync('/proc/self/fd')) {
    // One that is gone meanwhile, as that of this very directory, is no fault.
    if (Number(name) >= FIRST_BEYOND_STANDARD) fcntl(Number(name), F_SETFD, FD_CLOEXEC);
  }
}
