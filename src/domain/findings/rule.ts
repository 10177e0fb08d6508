import type { HardeningField } from '#domain/document/hardening';
import type { RiskBucket, Severity } from '#domain/document/security-findings';
import type { CompiledPattern } from '#domain/patterns/pattern-engine';
import type { SubjectNumber } from './rule-subject';

/** `near`: all of it in functions that call each other within few steps, or else, for less, in the file. */
export const RULE_SCOPES = ['file', 'function', 'near'] as const;
export type RuleScope = (typeof RULE_SCOPES)[number];

export const RULE_FACTS = ['format', 'os', 'kind', 'architecture'] as const;
export const RULE_FLAGS = ['signed', 'stripped', 'static', 'packed'] as const;

/** What a string tells about the network. `address_url`: a web address with a bare public IP address in place of a name. */
export const INDICATORS = ['public_address', 'address_url', 'name'] as const;
export type Indicator = (typeof INDICATORS)[number];

/** One question about a binary. `atLeast` counts different names, literals or strings. */
export type Feature =
  | ApiQuestion
  | { readonly kind: 'indicator'; readonly indicators: readonly Indicator[] }
  /** Literals are lower-case; `whole` asks for the entire string. */
  | { readonly kind: 'string'; readonly literals: readonly string[]; readonly whole: boolean; readonly atLeast: number }
  /** Tried only on strings that hold one of `needs` (lower-case), whatever their case. */
  | {
      readonly kind: 'regex';
      readonly pattern: CompiledPattern;
      readonly needs: readonly string[];
      /** Characters of the shortest string that it can match. */
      readonly shortest: number;
      readonly atLeast: number;
    }
  /** Text of any place that reads like instructions to a language model. */
  | { readonly kind: 'instructions' }
  | ({ readonly kind: 'section' } & SectionQuestion)
  | { readonly kind: 'number'; readonly number: SubjectNumber; readonly above?: number; readonly below?: number }
  | { readonly kind: 'function'; readonly names: readonly string[]; readonly atLeast: number }
  | { readonly kind: 'library'; readonly names: readonly string[] }
  | { readonly kind: 'export'; readonly names: readonly string[] }
  | { readonly kind: 'fact'; readonly fact: (typeof RULE_FACTS)[number]; readonly values: readonly string[] }
  | { readonly kind: 'hardening'; readonly field: HardeningField; readonly is: boolean | string }
  | { readonly kind: 'packer'; readonly names: readonly string[] }
  | { readonly kind: 'flag'; readonly flag: (typeof RULE_FLAGS)[number]; readonly is: boolean };

export interface ApiQuestion {
  readonly kind: 'api';
  readonly names: readonly string[];
  readonly atLeast: number;
  /** The twins with bounds (`__sprintf_chk`) do not count. */
  readonly unbounded: boolean;
}

/** All that is given must hold for one and the same section. */
export interface SectionQuestion {
  /** Lower-case, whole names. */
  readonly names?: readonly string[];
  readonly exceptNames?: readonly string[];
  /** Letters that the permissions must hold. */
  readonly permissions?: string;
  readonly entropyAbove?: number;
  readonly sizeAbove?: number;
  /** In memory, as a multiple of its size in the file. */
  readonly growthAbove?: number;
}

/** Features are named by their place in the rule set, so that each is answered once. */
export type Condition =
  | { readonly op: 'feature'; readonly feature: number }
  | { readonly op: 'not'; readonly part: Condition }
  | ({ readonly op: 'at_least'; readonly count: number; readonly parts: readonly Condition[] } & Labelled)
  | { readonly op: 'act'; readonly act: Act; readonly part: Condition };

interface Labelled {
  /** As the rule has it. */
  readonly join: 'all' | 'any' | 'of';
}

/** Something that programs do, which rules combine. */
export interface Act {
  readonly id: string;
  /** As it follows "It". */
  readonly words: string;
}

export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly severity: Severity;
  readonly confidence: number;
  readonly scope: RuleScope;
  readonly attack: readonly string[];
  /** What it adds to the risk, as a share of what its bucket gives for one; absent: nothing. */
  readonly risk?: { readonly bucket: RiskBucket; readonly weight: number; readonly perEvidence: boolean };
  /** What the program can do, as in "It can …". */
  readonly capability?: string;
  /** The packer that it recognises. */
  readonly packer?: string;
  /** Of scope `near`: the share of its weight that counts where its parts are only in the same file. */
  readonly apart: number;
  /** What code must do that uses the text it found; without such code the text says little. */
  readonly by?: Condition & { readonly op: 'act' };
  /** What makes an honest purpose likelier where it stands beside: the finding weighs less. */
  readonly softenedBy?: Condition & { readonly op: 'act' };
  /** Counts only beside a combination that was found. */
  readonly besideCombination: boolean;
  readonly when: Condition;
}

export interface RuleSet {
  /** Changes with any change of any rule. */
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly features: readonly Feature[];
  /** Names of the ATT&CK techniques that rules may refer to. */
  readonly techniques: ReadonlyMap<string, string>;
}
