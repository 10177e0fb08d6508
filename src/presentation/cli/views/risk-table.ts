import type { Piece } from '../terminal/pieces';
import { styled } from '../terminal/pieces';
import type { Column } from '../terminal/table';
import type { Scanned } from './scanned';
import { isScannedWell } from './scanned';
import { VERDICT_STYLES } from './verdict-styles';

const DIGEST_SHOWN = 12;

export const RISK_COLUMNS: readonly Column[] = [
  { title: 'risk', align: 'right' },
  { title: 'verdict' },
  { title: 'file', flexible: 'end' },
  { title: 'kind' },
  { title: 'sha256' },
  { title: 'what stands out', flexible: true },
];

/** A line a file. */
export function riskRow(scanned: Scanned): readonly Piece[] {
  if (!isScannedWell(scanned)) return ['-', styled('red', 'failed'), scanned.path, '', '', scanned.failed];
  const { summary, metadata } = scanned.head;
  const { format, architecture, sha256 } = metadata.file;
  const verdict = summary.verdict === null ? '' : styled(VERDICT_STYLES[summary.verdict.word], summary.verdict.word);
  const stands = (summary.top_findings ?? []).map(({ title, severity }) => `${title} (${severity})`);
  return [
    summary.risk_score === null ? '-' : summary.risk_score.toFixed(1),
    verdict,
    scanned.path,
    `${format} ${architecture}`,
    sha256.slice(0, DIGEST_SHOWN),
    stands[0] ?? '',
  ];
}

/** The same for a program. */
export function scannedJson(scanned: Scanned): object {
  if (!isScannedWell(scanned)) return { path: scanned.path, failed: scanned.failed };
  const { path, id, cached, head } = scanned;
  const { summary, metadata, security_findings: security } = head;
  return {
    path,
    analysis_id: id,
    cached,
    sha256: metadata.file.sha256,
    format: metadata.file.format,
    architecture: metadata.file.architecture,
    risk_score: summary.risk_score,
    verdict: summary.verdict,
    hardening: summary.hardening,
    findings: security?.findings ?? null,
  };
}
