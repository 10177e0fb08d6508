import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { load } from 'koffi';

// Source: linux/landlock.h; the number is the same on every processor.
const LANDLOCK_CREATE_RULESET = 444;
const LANDLOCK_CREATE_RULESET_VERSION = 1;
const HELP_MS = 10_000;

/** The rights over files by the version of the kernel's interface that has brought them, as setpriv calls them. Source: landlock(7). */
const RIGHTS: readonly (readonly [version: number, rights: readonly string[]])[] = [
  [
    1,
    [
      ...['execute', 'write-file', 'read-file', 'read-dir', 'remove-dir', 'remove-file', 'make-char'],
      ...['make-dir', 'make-reg', 'make-sock', 'make-fifo', 'make-block', 'make-sym'],
    ],
  ],
  [2, ['refer']],
  [3, ['truncate']],
  [5, ['ioctl-dev']],
];

/** A setpriv, and the rights that it can have this kernel deny. */
export interface LandlockTool {
  readonly setpriv: string;
  readonly rights: readonly string[];
}

/** @throws Error where the kernel or this setpriv has no Landlock. */
export async function landlockTool(setpriv: string): Promise<LandlockTool> {
  const { stdout: help } = await promisify(execFile)(setpriv, ['--help'], { timeout: HELP_MS });
  return { setpriv, rights: landlockRights(kernelVersion(), help) };
}

/**
 * All rights that both know: setpriv by itself asks the kernel to deny all that it knows, and an older kernel then refuses everything.
 * @param help what setpriv says of itself
 * @throws Error where one of them has no Landlock.
 */
export function landlockRights(kernelVersion: number, help: string): readonly string[] {
  if (kernelVersion < 1) throw new Error('this kernel has no Landlock');
  const known = new Set(help.split('\n').map((line) => line.trimStart().split(' - ', 1)[0]));
  const rights = RIGHTS.flatMap(([version, brought]) => (version <= kernelVersion ? brought : []));
  const usable = rights.filter((right) => known.has(right));
  if (usable.length === 0) throw new Error('this setpriv has no Landlock');
  return usable;
}

/** Of the interface; -1 without it, or where it is switched off. */
function kernelVersion(): number {
  const syscall = load('libc.so.6').func(
    'long syscall(long number, void *attributes, size_t size, uint32_t flags)',
  ) as unknown as (number: number, attributes: null, size: number, flags: number) => number;
  return syscall(LANDLOCK_CREATE_RULESET, null, 0, LANDLOCK_CREATE_RULESET_VERSION);
}
