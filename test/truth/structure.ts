import { cpus } from 'node:os';

import { headerOf, withFile } from '../builders/file-source';
import type { Check } from './claims';
import { CHECKS } from './claims';
import type { Difference } from './compare';
import { compare } from './compare';
import { contradictionsOf } from './contradictions';
import type { Specimen } from './corpus';
import type { Subject } from './explained';
import { explanationOf } from './explained';
import { inParallel } from './in-parallel';
import { ourClaims } from './our-claims';
import type { OurDocuments } from './our-document';
import { testimonies } from './witnesses';

/** What came of one file. */
interface Examination {
  readonly compared: readonly { readonly check: Check; readonly tool: string }[];
  readonly differences: readonly (Difference & { readonly reason: string | undefined })[];
  /** Of the document with itself. */
  readonly contradictions: readonly string[];
}

interface Tally {
  equal: number;
  explained: number;
  different: number;
}

const SHOWN_LINES = 3;

/** Compares our documents of all these files with other tools and with themselves, prints what it finds, and says whether all is explained. */
export async function compareStructure(
  title: string,
  specimens: readonly Specimen[],
  documents: OurDocuments,
  verbose: boolean,
): Promise<boolean> {
  const started = performance.now();
  const reasons = new Map<string, number>();
  const tallies = new Map<Check, Tally>();
  let failures = 0;
  const examined = await inParallel(specimens, cpus().length, async (specimen) => {
    const outcome = await examine(specimen, documents).catch((error: unknown) => error);
    if (outcome instanceof Error) failures++;
    report(specimen, outcome, verbose);
    return outcome;
  });
  for (const outcome of examined) if (isExamination(outcome)) count(outcome, tallies, reasons);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n## ${title}: ${specimens.length} files in ${seconds} s`);
  printTallies(tallies);
  for (const [reason, files] of reasons) console.log(`  explained in ${files} comparisons: ${reason}`);
  if (failures > 0) console.log(`  ${failures} files could not be examined`);
  const contradictory = examined.filter((outcome) => isExamination(outcome) && outcome.contradictions.length > 0);
  if (contradictory.length > 0) console.log(`  ${contradictory.length} documents contradict themselves`);
  const isAlike = [...tallies.values()].every(({ different }) => different === 0);
  return failures === 0 && contradictory.length === 0 && isAlike;
}

async function examine({ path, published }: Specimen, documents: OurDocuments): Promise<Examination> {
  const header = await withFile(path, headerOf);
  const [document, witnessed] = await Promise.all([documents.of(path), testimonies(path, header)]);
  const claims = ourClaims(document);
  const { compared, differences } = compare(claims, [
    ...witnessed,
    ...(published === undefined ? [] : [{ tool: 'publisher' as const, claims: published }]),
  ]);
  const about = { ...header, claims };
  const contradictions = contradictionsOf({ ...document, ...document.summary, file: document.metadata.file });
  return {
    compared,
    differences: differences.map((each) => ({ ...each, reason: explained(each, about) })),
    contradictions,
  };
}

function explained(difference: Difference, about: Subject): string | undefined {
  const reason = explanationOf(difference, about);
  return reason === undefined ? undefined : `${difference.check} by ${difference.tool}: ${reason}`;
}

/** Each check of a file counts once, however many tools were asked. */
function count({ compared, differences }: Examination, tallies: Map<Check, Tally>, reasons: Map<string, number>): void {
  for (const check of new Set(compared.map((each) => each.check))) {
    const tally = tallies.get(check) ?? { equal: 0, explained: 0, different: 0 };
    tallies.set(check, tally);
    const own = differences.filter((each) => each.check === check);
    if (own.length === 0) tally.equal++;
    else if (own.every(({ reason }) => reason !== undefined)) tally.explained++;
    else tally.different++;
  }
  for (const { reason } of differences) if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
}

function report({ name }: Specimen, outcome: unknown, verbose: boolean): void {
  if (!isExamination(outcome)) {
    console.log(`${name}: ${String(outcome)}`);
    return;
  }
  for (const words of outcome.contradictions) console.log(`${name}: contradicts itself: ${words}`);
  for (const { check, tool, missing, extra, reason } of outcome.differences) {
    if (reason !== undefined && !verbose) continue;
    console.log(`${name}: ${check} by ${tool}${reason === undefined ? '' : ` (explained: ${reason})`}`);
    if (missing.length > 0) console.log(`    only there (${missing.length}): ${shown(missing)}`);
    if (extra.length > 0) console.log(`    only here  (${extra.length}): ${shown(extra)}`);
  }
}

function shown(lines: readonly string[]): string {
  return lines.slice(0, SHOWN_LINES).join(' | ') + (lines.length > SHOWN_LINES ? ' | …' : '');
}

function isExamination(outcome: unknown): outcome is Examination {
  return typeof outcome === 'object' && outcome !== null && 'compared' in outcome;
}

function printTallies(tallies: ReadonlyMap<Check, Tally>): void {
  console.log(['check'.padEnd(20), 'equal', 'explained', 'different'].join('  '));
  for (const check of CHECKS) {
    const tally = tallies.get(check);
    if (tally === undefined) continue;
    const { equal, explained: known, different } = tally;
    console.log(
      `${check.padEnd(20)}  ${String(equal).padStart(5)}  ${String(known).padStart(9)}  ${String(different).padStart(9)}`,
    );
  }
}
