import type { CodeCoverage } from '#domain/document/functions';
import type { Section, Segment } from '#domain/document/sections';
import { CodeMap } from './code-map';
import type { CodeRange } from './function-extents';

/** All sections of Mach-O's `__TEXT` are executable; these are the ones with code. */
const MACHO_CODE = /^(?:__\w+\.)?__(?:text|\w*stub\w*|\w*coal\w*)$/;

/** The share of the executable sections that lies within functions; no byte counts twice. */
export function codeCoverage(
  { sections, segments }: { readonly sections: readonly Section[]; readonly segments: readonly Segment[] },
  ranges: readonly CodeRange[],
): CodeCoverage | undefined {
  const ofMacho = sections.filter(({ name }) => MACHO_CODE.test(name));
  const code = new CodeMap(ofMacho.length > 0 ? ofMacho : sections, segments);
  const codeBytes = Number(code.size);
  if (codeBytes === 0) return undefined;
  let covered = 0n;
  let reached = 0n;
  for (const { start, end } of ranges) {
    const from = max(BigInt(start), reached);
    reached = max(BigInt(end), reached);
    if (reached > from) covered += code.sizeWithin(from, reached);
  }
  const bytes = Number(covered);
  return { code_bytes: codeBytes, function_bytes: bytes, share: Math.round((bytes / codeBytes) * 10_000) / 10_000 };
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
