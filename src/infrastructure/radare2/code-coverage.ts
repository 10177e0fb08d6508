import type { CodeCoverage, FunctionInfo, Section, Segment } from '#domain/analysis/analysis-document';
import { CodeMap } from './code-map';

/** All sections of Mach-O's `__TEXT` are executable; these are the ones with code. */
const MACHO_CODE = /^(?:__\w+\.)?__(?:text|\w*stub\w*|\w*coal\w*)$/;

/** The share of the executable sections that lies within functions; no byte counts twice. */
export function codeCoverage(
  { sections, segments }: { readonly sections: readonly Section[]; readonly segments: readonly Segment[] },
  functions: readonly FunctionInfo[],
): CodeCoverage | undefined {
  const ofMacho = sections.filter(({ name }) => MACHO_CODE.test(name));
  const code = new CodeMap(ofMacho.length > 0 ? ofMacho : sections, segments);
  const codeBytes = Number(code.size);
  if (codeBytes === 0) return undefined;
  let covered = 0n;
  let end = 0n;
  for (const { address, size } of functions) {
    const start = max(BigInt(address), end);
    end = max(BigInt(address) + BigInt(size), end);
    if (end > start) covered += code.sizeWithin(start, end);
  }
  const bytes = Number(covered);
  return { code_bytes: codeBytes, function_bytes: bytes, share: Math.round((bytes / codeBytes) * 10_000) / 10_000 };
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
