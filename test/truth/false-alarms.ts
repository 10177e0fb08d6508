import { basename } from 'node:path';

import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { Specimen } from './corpus';
import { inParallel } from './in-parallel';
import type { KeptOutcomes } from './kept-outcomes';
import type { OurDocuments } from './our-document';

/** Of ordinary programs, so many may score above `NOTED_RISK`, and none above `HIGH_RISK`. */
const TOLERATED_SHARE = 0.01;
const NOTED_RISK = 3;
const HIGH_RISK = 5;
/** Findings of severity high and above that are true of ordinary programs, by file name: each says why. */
const TRUE_FINDINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {};
const BUCKETS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const COMMON_FINDINGS = 15;
/** However many cores there are: programs of 100 MB take a gigabyte each. */
const AT_A_TIME = 2;
const SEVERE: ReadonlySet<string> = new Set(['high', 'critical']);

/** What was made of one file. */
export interface Alarms {
  readonly risk: number;
  readonly word: string;
  readonly findings: readonly { readonly id: string; readonly severity: string; readonly title: string }[];
}

interface Verdict extends Alarms {
  readonly specimen: Specimen;
}

/** What the findings say of programs that do no harm; tells its progress on standard error. Says whether it is few enough. */
export async function measureAlarms(
  specimens: readonly Specimen[],
  documents: OurDocuments,
  kept: KeptOutcomes<Alarms>,
): Promise<boolean> {
  const started = performance.now();
  const verdicts: Verdict[] = [];
  let failures = 0;
  await inParallel(specimens, AT_A_TIME, async (specimen) => {
    const begun = performance.now();
    try {
      const alarms = await kept.get(specimen.path, async () => alarmsOf(await documents.of(specimen.path)));
      verdicts.push({ specimen, ...alarms });
      const taken = ((performance.now() - begun) / 1000).toFixed(1);
      console.error(`${verdicts.length}/${specimens.length} ${specimen.name}: ${alarms.risk.toFixed(1)} in ${taken} s`);
    } catch (error) {
      failures++;
      console.log(`${specimen.name}: ${String(error)}`);
    }
  });
  const noted = verdicts.filter(({ risk }) => risk > NOTED_RISK);
  const high = noted.filter(({ risk }) => risk > HIGH_RISK);
  const untrue = verdicts.filter((verdict) => untrueOf(verdict).length > 0);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`## false alarms: ${verdicts.length} programs in ${seconds} s`);
  printDistribution(verdicts.map(({ risk }) => risk));
  printCommonFindings(verdicts);
  for (const verdict of new Set([...untrue, ...noted])) printVerdict(verdict);
  const share = noted.length / Math.max(verdicts.length, 1);
  const allowed = `${(TOLERATED_SHARE * 100).toFixed(0)} %`;
  console.log(`risk above ${NOTED_RISK}: ${noted.length} (${(share * 100).toFixed(1)} %, at most ${allowed})`);
  console.log(`risk above ${HIGH_RISK}: ${high.length} (none is allowed)`);
  console.log(`with a finding of severity high that is not explained: ${untrue.length} (none is allowed)`);
  if (failures > 0) console.log(`${failures} files could not be analysed`);
  const isRight = share <= TOLERATED_SHARE && high.length === 0 && untrue.length === 0;
  return failures === 0 && verdicts.length > 0 && isRight;
}

function untrueOf({ specimen, findings }: Verdict): Verdict['findings'] {
  const explained = TRUE_FINDINGS[basename(specimen.path)] ?? {};
  return findings.filter(({ id, severity }) => SEVERE.has(severity) && !Object.hasOwn(explained, id));
}

function alarmsOf({ security_findings: security }: AnalysisDocument): Alarms {
  const { risk_score: risk = 0, findings = [], verdict } = security ?? {};
  const told = findings.map(({ id, severity, title }) => ({ id, severity, title }));
  return { risk, word: verdict?.word ?? 'ordinary', findings: told };
}

function printDistribution(risks: readonly number[]): void {
  const sorted = [...risks].sort((one, other) => one - other);
  const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
  console.log(`risk: median ${at(0.5)}, 90 % at most ${at(0.9)}, 98 % at most ${at(0.98)}, highest ${at(1)}`);
  for (const from of BUCKETS) {
    const inBucket = risks.filter((risk) => Math.min(Math.ceil(risk) - 1, 9) === from || (from === 0 && risk === 0));
    console.log(`  ${from === 0 ? '[' : '('}${from}, ${from + 1}]  ${String(inBucket.length).padStart(5)}`);
  }
}

function printCommonFindings(verdicts: readonly Verdict[]): void {
  const counts = new Map<string, number>();
  for (const { findings } of verdicts) {
    for (const { id, severity } of findings) {
      const key = `${severity.padEnd(8)} ${id}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const common = [...counts].filter(([key]) => !key.startsWith('info')).sort(([, one], [, other]) => other - one);
  console.log(`most frequent findings above info:`);
  for (const [key, count] of common.slice(0, COMMON_FINDINGS)) console.log(`  ${String(count).padStart(5)}  ${key}`);
}

function printVerdict({ specimen, risk, word, findings }: Verdict): void {
  console.log(`${specimen.name}: risk ${risk.toFixed(1)}, ${word}`);
  for (const { id, severity, title } of findings) {
    if (severity !== 'info') console.log(`    ${severity.padEnd(8)} ${id}: ${title}`);
  }
}
