import type { Finding, Severity } from '#domain/document/security-findings';
import type { Waiver } from './waiver';

/** One thing that a policy asks for and a file does not do. */
export interface Violation {
  /** Such as `hardening.pie`, `risk.score`, `finding.remote-shell`, `import.gets`, `packer.upx`, `signature.signer`. */
  readonly rule: string;
  /** What was asked for, and what there is. @origin sample */
  readonly message: string;
  readonly severity: Severity;
  /** That it is about. */
  readonly finding?: Finding;
  /** By which it is put up with: it does not count then. */
  readonly waived?: Waiver;
  /** That would have, and has run out. */
  readonly expired?: Waiver;
}
