import { relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArtifactLocation, Location } from 'sarif';

import type { Segment } from '#domain/document/sections';
import type { Evidence } from '#domain/document/security-findings';

/** Relative to where the call was made, as a checkout is; what lies outside of it by its whole address. */
export function artifactLocation(path: string, base: string): ArtifactLocation {
  const within = relative(base, resolve(base, path));
  if (within === '' || within === '..' || within.startsWith(`..${sep}`))
    return { uri: pathToFileURL(resolve(base, path)).href };
  return { uri: within.split(sep).map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

/**
 * Where in the file: GitHub shows nothing without a line, so there is one; what it means in a binary is the offset beside it,
 * and the address.
 */
export function sarifLocation(
  artifact: ArtifactLocation,
  segments: readonly Segment[],
  evidence?: Pick<Evidence, 'address' | 'function'>,
): Location {
  const at = evidence?.address;
  const offset = at === undefined ? undefined : offsetOf(BigInt(at), segments);
  const absolute = at === undefined ? undefined : safeNumber(BigInt(at));
  return {
    physicalLocation: {
      artifactLocation: artifact,
      region: { startLine: 1, ...(offset !== undefined && { byteOffset: offset }) },
      ...(absolute !== undefined && { address: { absoluteAddress: absolute } }),
    },
    ...(evidence?.function !== undefined && {
      logicalLocations: [{ name: evidence.function, kind: 'function' }],
    }),
  };
}

function offsetOf(address: bigint, segments: readonly Segment[]): number | undefined {
  const holding = segments.find(({ address: start, size }) => {
    const distance = address - BigInt(start);
    return distance >= 0n && distance < BigInt(size);
  });
  return holding && safeNumber(address - BigInt(holding.address) + BigInt(holding.offset));
}

/** SARIF has numbers only: an address that no number is exact for is left out. */
function safeNumber(value: bigint): number | undefined {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined;
}
