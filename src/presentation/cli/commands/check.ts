import { answerOf } from '#client/answer-of';
import type { Client } from '#client/generated/client';
import { getFormats, listImports } from '#client/generated/sdk.gen';
import type { AnalyzeRequest, Import } from '#client/generated/types.gen';
import { incompleteness } from '#domain/policy/incomplete';
import { judge } from '#domain/policy/judge';
import type { Policy } from '#domain/policy/policy';
import { unknownRules } from '#domain/policy/unknown-rules';
import type { Violation } from '#domain/policy/violation';
import { isExpired } from '#domain/policy/waiver';
import type { ExitCode } from '../terminal/exit-codes';
import { EXIT } from '../terminal/exit-codes';
import { UsageError } from '../terminal/usage-error';
import type { ScannedWell } from '../views/scanned';
import { isScannedWell } from '../views/scanned';
import type { Verdicts } from './check-views';
import { showVerdicts } from './check-views';
import type { ScanFormat } from './scan';
import { scanFiles } from './scan-files';
import type { Session } from './session';

/** The longest page of the API. */
const PAGE_SIZE = 500;

export interface CheckCall {
  readonly policy: Policy;
  readonly options: AnalyzeRequest;
  readonly format: ScanFormat;
  readonly atOnce: number;
  readonly file: string | undefined;
}

/** The gate: passes only what was analysed whole and violates nothing. */
export async function check(session: Session, paths: readonly string[], call: CheckCall): Promise<ExitCode> {
  await checkRules(session, call.policy);
  const { scanned, empty } = await scanFiles(session, paths, call.options, call.atOnce);
  const well = scanned.filter(isScannedWell).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const files = await Promise.all(well.map((file) => judged(session, call.policy, file)));
  const verdicts: Verdicts = {
    files,
    failures: [
      ...scanned.flatMap((each) => (isScannedWell(each) ? [] : [`${each.path}: ${each.failed}`])),
      ...files.flatMap(({ file, missing }) => missing.map((reason) => `${file.path}: ${reason}`)),
      ...empty.map((path) => `${path}: no program is in it.`),
      ...(scanned.length === 0 ? ['Nothing was analysed.'] : []),
    ],
    expired: call.policy.waivers.filter((waiver) => isExpired(waiver, session.today)),
  };
  showVerdicts(session, verdicts, call.format, call.file);
  if (verdicts.failures.length > 0) return EXIT.failed;
  const violated = verdicts.expired.length > 0 || files.some(({ violations }) => violations.some(counts));
  return violated ? EXIT.violated : EXIT.clean;
}

/** Whether it is not put up with. */
export function counts({ waived }: Violation): boolean {
  return waived === undefined;
}

async function judged(session: Session, policy: Policy, file: ScannedWell): Promise<Verdicts['files'][number]> {
  const imports =
    policy.forbiddenImports.length === 0 ? [] : await importsOf(await session.client(), file.id, session.stop);
  const violations = judge(policy, { head: file.head, imports }, session.today);
  return { file, missing: incompleteness(file.head, policy, violations), violations };
}

/** What the policy names must be there: the service knows by which rules it finds. @throws UsageError */
async function checkRules(session: Session, policy: Policy): Promise<void> {
  if (policy.forbiddenFindings.length === 0 && policy.waivers.every(({ rule }) => rule === undefined)) return;
  const { data } = await answerOf(getFormats({ client: await session.client(), signal: session.stop }));
  const faults = unknownRules(policy, data.finding_rules);
  if (faults.length === 0) return;
  throw new UsageError(['The policy cannot be used:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
}

async function importsOf(client: Client, id: string, signal: AbortSignal): Promise<readonly Import[]> {
  const all: Import[] = [];
  for (let page = 1; ; page += 1) {
    const asked = { client, path: { id }, query: { page, page_size: PAGE_SIZE }, signal };
    const answer = await answerOf(listImports(asked));
    if (!('total_count' in answer)) throw new Error('The file is being analysed again.');
    all.push(...answer.data);
    if (!answer.has_next) return all;
  }
}
