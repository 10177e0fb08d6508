import type { Reach, RiskBucket, RiskContribution } from '#domain/document/security-findings';
import type { RuleHit } from './rule-hit';
import { isImportOnly } from './rule-hit';

/** Hundredths of a point that one finding (or one piece of evidence) of full weight gives, and the most of a bucket. */
const POINTS: Readonly<Record<RiskBucket, { readonly each: number; readonly most: number }>> = {
  combination: { each: 100, most: 1000 },
  custom: { each: 100, most: 500 },
  network: { each: 50, most: 200 },
  file: { each: 30, most: 100 },
  registry: { each: 30, most: 100 },
  process: { each: 50, most: 100 },
  crypto: { each: 30, most: 100 },
  anti_analysis: { each: 50, most: 150 },
  pattern: { each: 100, most: 300 },
  packing: { each: 100, most: 200 },
  hardening: { each: 10, most: 50 },
};
const MOST = 1000;
/** What single findings give together, and with combinations of which nothing is known but that the file has their parts. */
const MOST_SINGLE = 300;
const MOST_UNSHOWN = 490;
/** Imports that no known code calls count for less. */
const IMPORT_ONLY = 0.7;

export interface Risk {
  readonly score: number;
  /** Those that give most first. */
  readonly contributions: readonly RiskContribution[];
}

/** `single`: alone it is in honest programs too; `unshown`: a combination that no code is known to make. */
type Tier = 'single' | 'unshown' | 'shown';

interface Claim {
  readonly finding: string;
  readonly bucket: RiskBucket;
  readonly tier: Tier;
  readonly points: number;
  readonly reason: string;
}

const TIERS: Readonly<Record<Tier, { readonly most: number; readonly words: string }>> = {
  single: { most: MOST_SINGLE, words: 'findings that no combination joins' },
  unshown: { most: MOST_UNSHOWN, words: 'what no code is known to join' },
  shown: { most: MOST, words: 'all findings' },
};
const TIER_OF: Readonly<Record<Reach, Tier>> = {
  function: 'shown',
  near: 'shown',
  small: 'shown',
  unknown: 'unshown',
  file: 'single',
  unused: 'single',
};

/** 0-10, the sum of its contributions. A further finding never lowers it. */
export function riskOf(hits: readonly RuleHit[]): Risk {
  const claims = hits.flatMap(claimOf).sort((a, b) => b.points - a.points || (a.finding < b.finding ? -1 : 1));
  const given = new Map<RiskBucket, number>();
  let total = 0;
  const contributions: RiskContribution[] = [];
  for (const tier of ['single', 'unshown', 'shown'] as const) {
    for (const claim of claims.filter((each) => each.tier === tier)) {
      const { finding, bucket } = claim;
      const before = given.get(bucket) ?? 0;
      const points = Math.max(0, Math.min(claim.points, POINTS[bucket].most - before, TIERS[tier].most - total));
      if (points === 0) continue;
      given.set(bucket, before + points);
      total += points;
      contributions.push({ finding, bucket, points: points / 100, reason: explained(claim, points, before) });
    }
  }
  return { score: total / 100, contributions: contributions.sort((a, b) => b.points - a.points) };
}

function claimOf({ rule, finding, pieces, strength }: RuleHit): readonly Claim[] {
  if (rule.risk === undefined || strength.share === 0) return [];
  const { bucket, weight, perEvidence } = rule.risk;
  const count = perEvidence ? pieces : 1;
  const importOnly = bucket !== 'combination' && isImportOnly(finding.evidence);
  const points = Math.round(POINTS[bucket].each * weight * count * strength.share * (importOnly ? IMPORT_ONLY : 1));
  const counted = perEvidence && pieces > 1 ? `, ${pieces} times` : '';
  const less = [...(importOnly ? ['only imported, no call is known'] : []), ...strength.because];
  const reason = `${finding.title}${counted}${less.length === 0 ? '' : ` (${less.join('; ')})`}`;
  return [{ finding: finding.id, bucket, tier: tierOf(rule, bucket, finding.reach), points, reason }];
}

function tierOf({ scope }: RuleHit['rule'], bucket: RiskBucket, reach: Reach): Tier {
  if (bucket === 'custom') return 'shown';
  if (bucket !== 'combination') return 'single';
  // What the structure of the file shows, such as what it exports, is nowhere in particular.
  return reach === 'file' && scope === 'file' ? 'unshown' : TIER_OF[reach];
}

function explained({ reason, points, bucket, tier }: Claim, granted: number, before: number): string {
  if (granted === points) return reason;
  const isBucket = before + granted === POINTS[bucket].most;
  const what = isBucket
    ? `${bucket} findings give ${POINTS[bucket].most / 100}`
    : `${TIERS[tier].words} give ${TIERS[tier].most / 100}`;
  return `${reason}; ${what} at most`;
}
