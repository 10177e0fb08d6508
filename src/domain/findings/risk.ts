import type { RiskBucket, RiskContribution } from '#domain/document/security-findings';
import { RISK_BUCKETS } from '#domain/document/security-findings';
import type { RuleHit } from './find-findings';
import { isImportOnly } from './find-findings';

/** Hundredths of a point that one finding (or one piece of evidence) of full weight gives, and the most of a bucket. */
const POINTS: Readonly<Record<RiskBucket, { readonly each: number; readonly most: number }>> = {
  network: { each: 50, most: 300 },
  file: { each: 30, most: 200 },
  registry: { each: 30, most: 200 },
  process: { each: 50, most: 200 },
  crypto: { each: 30, most: 150 },
  anti_analysis: { each: 50, most: 200 },
  pattern: { each: 100, most: 500 },
  packing: { each: 100, most: 200 },
  hardening: { each: 10, most: 50 },
};
const MOST = 1000;
/** Imports that no known code calls count for less. */
const IMPORT_ONLY = 0.7;

export interface Risk {
  readonly score: number;
  readonly contributions: readonly RiskContribution[];
}

interface Claim {
  readonly finding: string;
  readonly bucket: RiskBucket;
  readonly points: number;
  readonly reason: string;
}

/** 0-10, the sum of its contributions. A further finding never lowers it. */
export function riskOf(hits: readonly RuleHit[]): Risk {
  const claims = hits.flatMap(claimOf).sort((a, b) => b.points - a.points || (a.finding < b.finding ? -1 : 1));
  let total = 0;
  const contributions: RiskContribution[] = [];
  for (const bucket of RISK_BUCKETS) {
    let left = POINTS[bucket].most;
    for (const claim of claims.filter((each) => each.bucket === bucket)) {
      const points = Math.min(claim.points, left, MOST - total);
      left -= points;
      total += points;
      if (points > 0) contributions.push({ ...claim, points: points / 100, reason: explained(claim, points) });
    }
  }
  return { score: total / 100, contributions: contributions.sort((a, b) => b.points - a.points) };
}

function claimOf({ rule, finding, pieces }: RuleHit): readonly Claim[] {
  if (rule.risk === undefined) return [];
  const { bucket, weight, perEvidence } = rule.risk;
  const count = perEvidence ? pieces : 1;
  const importOnly = isImportOnly(finding.evidence);
  const points = Math.round(POINTS[bucket].each * weight * count * (importOnly ? IMPORT_ONLY : 1));
  const counted = perEvidence && pieces > 1 ? `, ${pieces} times` : '';
  const reason = `${finding.title}${counted}${importOnly ? ' (only imported, no call is known)' : ''}`;
  return [{ finding: finding.id, bucket, points, reason }];
}

function explained({ reason, points, bucket }: Claim, granted: number): string {
  return granted < points ? `${reason}; ${bucket} findings give ${POINTS[bucket].most / 100} at most` : reason;
}
