import type { HardeningField, RelroLevel } from '#domain/document/hardening';
import type { Severity, VerdictWord } from '#domain/document/security-findings';
import type { ExecutableFormat } from '#domain/shared/executable-header';
import type { Waiver } from './waiver';

/** Protections that must hold: a flag as it must be, RELRO at least as far. */
export type RequiredHardening = Readonly<Partial<Record<HardeningField, boolean | RelroLevel>>>;

/** What a file must be, and must not be, to pass. An absent part asks for nothing. */
export interface Policy {
  /** For files of every format. */
  readonly hardening: RequiredHardening;
  /** For files of one format, besides; what both name, this one says. */
  readonly hardeningOf: Readonly<Partial<Record<ExecutableFormat, RequiredHardening>>>;
  /** 0-10. */
  readonly maxScore?: number;
  readonly maxVerdict?: VerdictWord;
  /** Severities of which there may be no finding. */
  readonly forbiddenSeverities: readonly Severity[];
  /** Rules of findings that there may not be. */
  readonly forbiddenFindings: readonly string[];
  /** Names of imports, or `library:name`; `*` at the end stands for anything. Compared without regard to case. */
  readonly forbiddenImports: readonly string[];
  /** Names, as for imports; `*` alone is any packer. */
  readonly forbiddenPackers: readonly string[];
  readonly signatureRequired: boolean;
  /** A signature must name one of them, as part of its subject, or as its team. Nobody looks whether it is valid. */
  readonly signers: readonly string[];
  readonly waivers: readonly Waiver[];
}
