import type { Violation } from '#domain/policy/violation';
import type { Waiver } from '#domain/policy/waiver';
import { entryOfViolation } from '../sarif/sarif-entries';
import { sarifLog } from '../sarif/sarif-log';
import type { Piece } from '../terminal/pieces';
import { styled } from '../terminal/pieces';
import type { Column } from '../terminal/table';
import { markdownTable, tableLines } from '../terminal/table';
import type { ScannedWell } from '../views/scanned';
import type { ScanFormat } from './scan';
import type { Session } from './session';

/** What a check came to. */
export interface Verdicts {
  readonly files: readonly {
    readonly file: ScannedWell;
    readonly violations: readonly Violation[];
    /** Why the analysis is not enough to say that it passes. */
    readonly missing: readonly string[];
  }[];
  /** Why the whole cannot pass, whatever the policy says. */
  readonly failures: readonly string[];
  readonly expired: readonly Waiver[];
}

const COLUMNS: readonly Column[] = [
  { title: 'file', flexible: 'end' },
  { title: 'result' },
  { title: 'rule', flexible: true },
  { title: 'what is wrong', flexible: true },
];

export function showVerdicts(session: Session, verdicts: Verdicts, format: ScanFormat, file: string | undefined): void {
  const { output } = session;
  switch (format) {
    case 'json':
      output.json(asJson(verdicts), file);
      break;
    case 'sarif':
      output.json(asSarif(session, verdicts), file);
      break;
    case 'markdown':
      output.page(`${markdownTable(COLUMNS, rowsOf(verdicts))}\n`, file);
      break;
    case 'table':
      output.lines(tableLines(COLUMNS, rowsOf(verdicts), output.tableWidth), file);
  }
  for (const failure of verdicts.failures) output.note(styled('red', 'failed: '), failure);
}

function rowsOf({ files, expired, failures }: Verdicts): readonly (readonly Piece[])[] {
  return [
    ...failures.map((failure) => ['', styled('red', 'failed'), '', failure]),
    ...expired.map((waiver) => ['(policy)', styled('red', 'violated'), 'waiver.expired', expiredWords(waiver)]),
    ...files.flatMap(({ file, violations, missing }) =>
      violations.length === 0 && missing.length === 0
        ? [[file.path, styled('green', 'passed'), '', '']]
        : violations.map((violation) => [file.path, resultOf(violation), violation.rule, wordsOf(violation)]),
    ),
  ];
}

function resultOf({ waived }: Violation): Piece {
  return waived === undefined ? styled('red', 'violated') : styled('yellow', 'waived');
}

function wordsOf({ message, waived, expired }: Violation): string {
  if (waived !== undefined) return `${message}; waived until ${waived.expires}: ${waived.reason}`;
  return expired === undefined ? message : `${message}; its waiver ended with ${expired.expires}`;
}

function expiredWords({ rule, sha256, reason, expires }: Waiver): string {
  return `the waiver of ${[rule, sha256].filter((part) => part !== undefined).join(' of ')} ended with ${expires}: ${reason}`;
}

function asJson({ files, failures, expired }: Verdicts): object {
  return {
    passed:
      failures.length === 0 &&
      expired.length === 0 &&
      files.every(({ violations }) => violations.every(({ waived }) => waived !== undefined)),
    failures,
    expired_waivers: expired,
    files: files.map(({ file, violations, missing }) => ({
      path: file.path,
      analysis_id: file.id,
      sha256: file.head.metadata.file.sha256,
      missing,
      violations: violations.map(({ finding, ...violation }) => ({ ...violation, finding: finding?.id ?? null })),
    })),
  };
}

function asSarif({ base, version }: Session, { files, failures, expired }: Verdicts): ReturnType<typeof sarifLog> {
  return sarifLog({
    base,
    version,
    files: files.map(({ file, violations }) => ({
      path: file.path,
      head: file.head,
      entries: violations.map(entryOfViolation),
    })),
    failures: [...failures, ...expired.map(expiredWords)],
  });
}
