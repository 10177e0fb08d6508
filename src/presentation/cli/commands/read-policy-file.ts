import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';

import type { Policy } from '#domain/policy/policy';
import { PolicyError } from '#domain/policy/policy-error';
import { readPolicy } from '#domain/policy/read-policy';
import { UsageError } from '../terminal/usage-error';

/** @throws UsageError with everything that is wrong with it */
export function readPolicyFile(path: string): Policy {
  try {
    return readPolicy(parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof PolicyError) {
      throw new UsageError(
        [`The policy ${path} cannot be used:`, ...error.faults.map((fault) => `  ${fault}`)].join('\n'),
      );
    }
    throw new UsageError(
      `The policy ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
