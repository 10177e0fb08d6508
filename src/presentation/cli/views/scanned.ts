import type { DocumentHead } from '#domain/document/analysis-document';

/** What became of one file of a scan. */
export type Scanned =
  | { readonly path: string; readonly id: string; readonly head: DocumentHead; readonly cached: boolean }
  | { readonly path: string; readonly failed: string };

export type ScannedWell = Extract<Scanned, { readonly head: DocumentHead }>;

export function isScannedWell(scanned: Scanned): scanned is ScannedWell {
  return 'head' in scanned;
}

/** The riskiest first; what could not be analysed before all others. */
export function byRisk(all: readonly Scanned[]): readonly Scanned[] {
  const weight = (scanned: Scanned): number =>
    isScannedWell(scanned) ? (scanned.head.summary.risk_score ?? 0) : Infinity;
  return all.toSorted((a, b) => weight(b) - weight(a) || (a.path < b.path ? -1 : 1));
}
