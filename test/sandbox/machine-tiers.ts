import { spawnSync } from 'node:child_process';
import { load } from 'koffi';

import type { SandboxTier } from '#domain/document/sandbox-tier';

// Source: linux/landlock.h; the number is the same on every processor.
const LANDLOCK_CREATE_RULESET = 444;
const LANDLOCK_CREATE_RULESET_VERSION = 1;

/**
 * Why this machine cannot have a tier, asked of the kernel and of bubblewrap alone: none of our code is in between, so that a tier
 * which is there and fails us is a failed test. `undefined` when it can.
 */
export function lacks(tier: SandboxTier): string | undefined {
  switch (tier) {
    case 'bwrap':
      return hasNamespaces() ? undefined : 'bwrap makes no namespaces here';
    case 'landlock':
      return landlockVersion() > 0 ? undefined : 'this kernel has no Landlock';
    case 'off':
      return undefined;
  }
}

function hasNamespaces(): boolean {
  const everything = ['--unshare-all', '--ro-bind', '/', '/', 'true'];
  return spawnSync('bwrap', everything, { timeout: 60_000 }).status === 0;
}

/** Of the kernel's interface; -1 without it. */
function landlockVersion(): number {
  const syscall = load('libc.so.6').func(
    'long syscall(long number, void *attributes, size_t size, uint32_t flags)',
  ) as unknown as (number: number, attributes: null, size: number, flags: number) => number;
  return syscall(LANDLOCK_CREATE_RULESET, null, 0, LANDLOCK_CREATE_RULESET_VERSION);
}
