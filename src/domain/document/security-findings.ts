import type { Address } from '#domain/shared/address';
import type { Count, RiskScore, Share } from '#domain/shared/quantities';

/** What the binary seems to be able to do and what stands out about it: the `security_findings` of the document. */

export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const EVIDENCE_KINDS = [
  'api',
  'string',
  'section',
  'number',
  'function',
  'library',
  'export',
  'hardening',
  'packer',
  'flag',
  'fact',
  'segment',
  'resource',
  'version_info',
  'signature',
  'debug_path',
  'loader',
  'toolchain',
  'custom_pattern',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** What lies at the address of a piece of evidence. */
export const EVIDENCE_PLACES = ['call_site', 'reference', 'function', 'import', 'string'] as const;
export type EvidencePlace = (typeof EVIDENCE_PLACES)[number];

/**
 * One thing in the file that a rule asked for; `kind` says where it stands. `loader`: what the loader is told (interpreter, soname, search
 * paths); `custom_pattern`: the name of a pattern that was sent with the file. `value` may be the sample's own text: bounded, and made fit for
 * readers.
 */
export interface Evidence {
  /** What `value` is. */
  readonly kind: EvidenceKind;
  /**
   * Name, text or number.
   *
   * @origin sample
   */
  readonly value: string;
  /** Of what `address_of` says; without it, of what `value` names. Of several uses one is shown, in `function`. */
  readonly address?: Address;
  /**
   * Of imports and strings. `call_site`: the instruction that calls or jumps to an import, by its stub, its slot or a thunk; `reference`:
   * one that names the stub or slot of an import, or a string; `function`: the beginning of the function that uses it, where the
   * instruction is not known; `import`: the stub or slot of an import that no function is known to use, as in `imports`; `string`: text
   * that no function is known to use, as in `strings`.
   */
  readonly address_of?: EvidencePlace;
  /**
   * The function that uses it; of several the one nearest to where the program starts.
   *
   * @origin sample
   */
  readonly function?: string;
  /**
   * Names of functions that call each other, from an entry point to `function`: of a longer path the last twelve.
   *
   * @origin sample
   */
  readonly path?: readonly string[];
  /** Which part of the rule's condition it answers, such as `all[1].any[0]`; absent where the rule asks one thing. */
  readonly branch?: string;
}

/**
 * How near to each other in the code the pieces of evidence are. `function`: one function has them all; `near`: functions that call each
 * other within few steps; `small`: nothing is known to join them, but there is little code, or few functions of any interest, in all;
 * `unknown`: which code uses what is not known; `file`: the file has them, and nothing is known to join them, or they are text, whatever
 * uses it; `unused`: text that no code is known to use.
 */
export const REACHES = ['function', 'near', 'small', 'unknown', 'file', 'unused'] as const;
export type Reach = (typeof REACHES)[number];

export interface Finding {
  /** The id of its rule; `custom:1` is the first of the patterns that were sent with the file. */
  readonly id: string;
  /**
   * What the file can do.
   *
   * @origin sample
   */
  readonly title: string;
  readonly severity: Severity;
  readonly category: string;
  /**
   * What it means, in sentences.
   *
   * @origin sample
   */
  readonly description: string;
  /** At most ten, of every kind of evidence that the rule asked for some. */
  readonly evidence: readonly Evidence[];
  /** ATT&CK Enterprise techniques. */
  readonly attack: readonly string[];
  /** 0-1: how sure it is that the file can do what the title says. */
  readonly confidence: Share;
  /** The less near, the less it weighs, and the less severe it is taken for. */
  readonly reach: Reach;
}

/** A rule of which one part is missing: what to look for by other means. */
export interface NearMiss {
  /** The id of the rule. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** What was asked for and not found. */
  readonly missing: string;
}

/** Besides pieces of evidence: what strings name, and what was found. */
export const INDICATOR_KINDS = ['url', 'ip_address', 'domain', 'email', 'registry_path', 'finding'] as const;
export type ObservationKind = EvidenceKind | (typeof INDICATOR_KINDS)[number];

/** One operation or indicator that the file shows, harmless or not. */
export interface Observation {
  /** What `value` is. */
  readonly kind: ObservationKind;
  /** @origin sample */
  readonly value: string;
  /**
   * What it is for, such as `delete` or `connect`; for a finding its title.
   *
   * @origin sample
   */
  readonly operation?: string;
  /** As in evidence: of what `address_of` says; without it, of the string or part of the file that shows it. */
  readonly address?: Address;
  /** Of imports, and of strings that a finding rests on. */
  readonly address_of?: EvidencePlace;
  /**
   * The function that uses it, as in evidence.
   *
   * @origin sample
   */
  readonly function?: string;
}

/** One of the patterns that were sent with the file; one that matches is a finding as well. */
export interface CustomPatternMatch {
  /** @origin sample */
  readonly name: string;
  /** @origin sample */
  readonly pattern: string;
  /** Of the finding; it says how much the finding adds to the risk, too. */
  readonly severity: Severity;
  /** Strings that match. */
  readonly total: Count;
  /**
   * The first of them, at most ten.
   *
   * @origin sample
   */
  readonly matches: readonly { readonly content: string; readonly address: Address; readonly offset?: Address }[];
  /** `false` when the pattern was too expensive to try on every string. */
  readonly complete: boolean;
}

/** The parts of which the risk score is the sum, each with a most it can give. */
export const RISK_BUCKETS = [
  'combination',
  'custom',
  'network',
  'file',
  'registry',
  'process',
  'crypto',
  'anti_analysis',
  'pattern',
  'packing',
  'hardening',
] as const;
export type RiskBucket = (typeof RISK_BUCKETS)[number];

/** What one finding gave to the risk score. */
export interface RiskContribution {
  readonly finding: string;
  /** Part of the score that it counts in. */
  readonly bucket: RiskBucket;
  /** What it gave. */
  readonly points: number;
  /** @origin sample */
  readonly reason: string;
}

/** What to do with the file, by what was found. None says that a file is harmless, and none that it does harm. */
export const VERDICTS = ['ordinary', 'noteworthy', 'suspicious', 'dangerous'] as const;
export type VerdictWord = (typeof VERDICTS)[number];

export interface Verdict {
  /**
   * `ordinary`: a score below 2; `noteworthy`: below 4; `suspicious`: below 7, or above it without a combination that shows in the
   * code; `dangerous`: 7 and above with one. How complete the account is on which it rests, `confidence` says.
   */
  readonly word: VerdictWord;
  /** The contributions that weigh most, at most three. */
  readonly reasons: readonly Pick<RiskContribution, 'finding' | 'points' | 'reason'>[];
}

export interface SecurityFindings {
  /** 0-10: the sum of `contributions`. */
  readonly risk_score: RiskScore;
  /** The score in a word. */
  readonly verdict: Verdict;
  /** The most severe first. */
  readonly findings: readonly Finding[];
  /** Rules of medium severity and above that lack one part of several; at most ten, the most severe first. */
  readonly near_misses: readonly NearMiss[];
  /** Addresses, and calls to the network. */
  readonly network_indicators: readonly Observation[];
  /** On files. */
  readonly file_operations: readonly Observation[];
  /** On the registry of Windows. */
  readonly registry_operations: readonly Observation[];
  /** Starting or steering processes. */
  readonly process_operations: readonly Observation[];
  /** Signs of cryptography. */
  readonly crypto_indicators: readonly Observation[];
  /** Against debuggers and the like. */
  readonly anti_analysis: readonly Observation[];
  /** Findings of other kinds. */
  readonly suspicious_patterns: readonly Observation[];
  /** @origin sample */
  readonly packers: readonly string[];
  /** Of patterns that were sent with it. */
  readonly custom_pattern_matches: readonly CustomPatternMatch[];
  /** What each finding gave to the score. */
  readonly contributions: readonly RiskContribution[];
}
