import type { AnalyzeRequest } from '#client/generated/types.gen';
import { entryOfFinding } from '../sarif/sarif-entries';
import { sarifLog } from '../sarif/sarif-log';
import type { ExitCode } from '../terminal/exit-codes';
import { EXIT } from '../terminal/exit-codes';
import type { Output } from '../terminal/output';
import { markdownTable, tableLines } from '../terminal/table';
import { fileView } from '../views/file-view';
import { RISK_COLUMNS, riskRow, scannedJson } from '../views/risk-table';
import type { Scanned } from '../views/scanned';
import { byRisk, isScannedWell } from '../views/scanned';
import type { ScanResult } from './scan-files';
import { scanFiles } from './scan-files';
import type { Session } from './session';

export const SCAN_FORMATS = ['table', 'markdown', 'json', 'sarif'] as const;
export type ScanFormat = (typeof SCAN_FORMATS)[number];

export interface ScanCall {
  readonly options: AnalyzeRequest;
  readonly format: ScanFormat;
  readonly atOnce: number;
  readonly file: string | undefined;
}

/** Triage: one file told in full, many in a table, the riskiest first. */
export async function scan(session: Session, paths: readonly string[], call: ScanCall): Promise<ExitCode> {
  const result = await scanFiles(session, paths, call.options, call.atOnce);
  show(session, byRisk(result.scanned), call);
  return scanEnd(session, result);
}

/** Nothing analysed is never a success. */
export function scanEnd({ output }: Session, { scanned, skipped }: ScanResult): ExitCode {
  const failed = scanned.filter((each) => !isScannedWell(each)).length;
  const known = scanned.filter((each) => isScannedWell(each) && each.cached).length;
  if (scanned.length !== 1 || failed > 0) {
    output.note(
      `${scanned.length - failed} analysed (${known} known before), ${failed} failed, ${skipped} skipped that are no programs.`,
    );
  }
  if (scanned.length === failed) output.note('Nothing was analysed.');
  return failed > 0 || scanned.length === 0 ? EXIT.failed : EXIT.clean;
}

function show(session: Session, scanned: readonly Scanned[], { format, file }: ScanCall): void {
  const { output } = session;
  switch (format) {
    case 'json':
      output.json(scanned.map(scannedJson), file);
      break;
    case 'sarif':
      output.json(asSarif(session, scanned), file);
      break;
    case 'markdown':
      output.page(`${markdownTable(RISK_COLUMNS, scanned.map(riskRow))}\n`, file);
      break;
    case 'table':
      output.lines(linesOf(scanned, output), file);
  }
}

function linesOf(scanned: readonly Scanned[], output: Output): ReturnType<typeof tableLines> {
  const [only] = scanned;
  if (scanned.length === 1 && only !== undefined && isScannedWell(only)) return fileView(only, output.width);
  return scanned.length === 0 ? [] : tableLines(RISK_COLUMNS, scanned.map(riskRow), output.tableWidth);
}

function asSarif({ base, version }: Session, scanned: readonly Scanned[]): ReturnType<typeof sarifLog> {
  const files = scanned.filter(isScannedWell).map(({ path, head }) => ({
    path,
    head,
    entries: (head.security_findings?.findings ?? []).map(entryOfFinding),
  }));
  const failures = scanned.flatMap((each) => (isScannedWell(each) ? [] : [`${each.path}: ${each.failed}`]));
  return sarifLog({ base, version, files, failures });
}
