import type { ImportCategory } from '#domain/document/import-category';
import type { Evidence, Observation, RiskBucket, SecurityFindings } from '#domain/document/security-findings';
import { tameLines, tameText } from '#domain/shared/hostile-text';
import { networkIndicators } from './network-indicators';
import { operationOf } from './operations';
import type { RuleHit } from './rule-hit';
import type { RuleSubject, SubjectString } from './rule-subject';
import type { UseIndex } from './use-index';

const MOST = 100;
const VALUE_LIMIT = 200;
const REGISTRY_PATH = /^(?:HKEY_|HKLM\\|HKCU\\|\\Registry\\|SOFTWARE\\|SYSTEM\\(?:Current)?ControlSet)/i;
const ANTI_ANALYSIS: ReadonlySet<string> = new Set(['anti_debug', 'anti_vm']);

const PATTERNS: ReadonlySet<RiskBucket> = new Set(['combination', 'custom', 'pattern']);

type Lists = Pick<
  SecurityFindings,
  | 'network_indicators'
  | 'file_operations'
  | 'registry_operations'
  | 'process_operations'
  | 'crypto_indicators'
  | 'anti_analysis'
  | 'suspicious_patterns'
>;

/** What the file shows of each area, harmless or not: at most a hundred of each, in the order of the file. */
export function observe(subject: RuleSubject, hits: readonly RuleHit[], uses: UseIndex): Lists {
  const apis = (category: ImportCategory): readonly Observation[] => apisOf(subject, category, uses);
  return {
    network_indicators: bounded([
      ...networkIndicators(subject.strings, subject.reservedNamesAreReal),
      ...apis('network'),
    ]),
    file_operations: bounded(apis('file')),
    registry_operations: bounded([...apis('registry'), ...registryPaths(subject.strings)]),
    process_operations: bounded(apis('process')),
    crypto_indicators: bounded([...apis('crypto'), ...evidenceIn(hits, 'crypto', 'string')]),
    anti_analysis: bounded([...ANTI_ANALYSIS].flatMap((category) => evidenceIn(hits, category))),
    suspicious_patterns: bounded(
      hits
        .filter(({ rule }) => rule.risk !== undefined && PATTERNS.has(rule.risk.bucket))
        .map(({ finding }) => ({ kind: 'finding', value: finding.id, operation: finding.title })),
    ),
  };
}

/** Packers that were recognised, by rules or before. */
export function packersOf(subject: RuleSubject, hits: readonly RuleHit[]): readonly string[] {
  const recognised = hits.flatMap(({ rule }) => (rule.packer === undefined ? [] : [rule.packer]));
  const known = [...subject.packers.map((packer) => tameText(packer, VALUE_LIMIT)), ...recognised];
  const seen = new Set<string>();
  return known.filter((packer) => !seen.has(packer.toLowerCase()) && seen.add(packer.toLowerCase()));
}

function apisOf({ imports }: RuleSubject, category: ImportCategory, uses: UseIndex): readonly Observation[] {
  return imports.flatMap((each) => {
    const operation = each.category === category ? operationOf(category, each.name) : undefined;
    return operation === undefined ? [] : [observed(uses.ofImport(each), operation)];
  });
}

function observed({ kind, value, address, address_of: of, function: by }: Evidence, operation: string): Observation {
  return {
    ...{ kind, value, operation },
    ...(address !== undefined && { address }),
    ...(of !== undefined && { address_of: of }),
    ...(by !== undefined && { function: tameText(by, VALUE_LIMIT) }),
  };
}

function registryPaths(strings: readonly SubjectString[]): readonly Observation[] {
  return strings
    .filter(({ content, type }) => type === 'registry_path' || REGISTRY_PATH.test(content))
    .map(({ content, address }) => ({ kind: 'registry_path', value: content, address }));
}

function evidenceIn(hits: readonly RuleHit[], category: string, kind?: string): readonly Observation[] {
  return hits
    .filter(({ finding }) => finding.category === category)
    .flatMap(({ finding }) =>
      finding.evidence
        .filter((piece) => kind === undefined || piece.kind === kind)
        .map((piece) => observed(piece, finding.title)),
    );
}

function bounded(observations: readonly Observation[]): readonly Observation[] {
  const seen = new Set<string>();
  const kept: Observation[] = [];
  for (const each of observations) {
    const value = tameLines(each.value, VALUE_LIMIT);
    const key = JSON.stringify([each.kind, value, each.operation]);
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push({ ...each, value });
    if (kept.length === MOST) break;
  }
  return kept;
}
