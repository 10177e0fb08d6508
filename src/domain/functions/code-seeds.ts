import type { CodeSeed } from '#domain/code/code-order';
import type { NamedFunctions } from './named-functions';

const FARTHEST = 0x7000_0000;

/** The functions that a file names, as places of its code; those outside of it are left out. */
export function codeSeeds(named: NamedFunctions, start: bigint, length: number): readonly CodeSeed[] {
  const seeds: CodeSeed[] = [];
  for (const [address, { size = 0, isWhole = false }] of named) {
    const place = Number(BigInt(address) - start);
    if (place >= 0 && place < length) seeds.push({ place, size: Math.min(size, FARTHEST), isWhole });
  }
  return seeds.sort((a, b) => a.place - b.place);
}
