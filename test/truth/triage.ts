import { cpus } from 'node:os';

import type { Verdict, VerdictWord } from '#domain/document/security-findings';
import { buildTriageSet } from './fixtures/triage-set';
import { inParallel } from './in-parallel';
import type { OurDocuments } from './our-document';

const ENOUGH_PAIRS = 24;
const LEAST_OF_BEHAVIOUR = 6;
const MOST_OF_TWIN = 3;
const ALARMING: ReadonlySet<VerdictWord> = new Set(['suspicious', 'dangerous']);

interface Row {
  readonly name: string;
  readonly score: number;
  readonly verdict: Verdict;
  readonly isRight: boolean;
}

/** Whether every program that looks like malware stands above its honest twin. Prints both. */
export async function measureTriage(documents: OurDocuments): Promise<boolean> {
  const { pairs, missing } = await buildTriageSet();
  if (missing.length > 0) console.log(`More programs could be built with: apt-get install ${missing.join(' ')}`);
  const files = pairs.flatMap(({ name, behaviour, twin }) => [
    { name, path: behaviour, isTwin: false },
    { name: `${name} (twin)`, path: twin, isTwin: true },
  ]);
  const rows = await inParallel(files, cpus().length, async ({ name, path, isTwin }): Promise<Row> => {
    const { risk_score: score = 0, verdict } = (await documents.of(path)).security_findings ?? {};
    const word = verdict?.word ?? 'ordinary';
    const isAlarming = score >= LEAST_OF_BEHAVIOUR || ALARMING.has(word);
    return {
      name,
      score,
      verdict: { word, reasons: verdict?.reasons ?? [] },
      isRight: isTwin ? score <= MOST_OF_TWIN : isAlarming,
    };
  });
  for (const row of rows) print(row);
  const wrong = rows.filter(({ isRight }) => !isRight);
  console.log(
    `\n## triage: ${pairs.length} behaviours (${ENOUGH_PAIRS} at least) and as many twins, ${wrong.length} judged wrongly`,
  );
  return wrong.length === 0 && pairs.length >= ENOUGH_PAIRS;
}

function print({ name, score, verdict: { word, reasons }, isRight }: Row): void {
  console.log(`${isRight ? ' ' : '!'} ${name.padEnd(34)} ${score.toFixed(2).padStart(5)}  ${word}`);
  for (const { points, reason } of reasons) console.log(`      ${points.toFixed(2).padStart(5)}  ${reason}`);
}
