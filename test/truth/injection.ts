import { readFileSync } from 'node:fs';

import { readsLikeInstructions } from '#domain/injection/reads-like-instructions';
import type { HostileText } from '../injection/hostile-texts';
import { hostileTexts } from '../injection/hostile-texts';
import type { Specimen } from './corpus';

const LEAST_RECALL = 0.9;
/** Alarms in so many strings of honest programs. */
const SAMPLE = 50_000;
const TOLERATED = 1;
const SHOWN = 20;
const LONGEST = 4096;
/** Text of at least four characters, in ASCII and UTF-8 and in UTF-16, with its line ends. */
const NARROW = /(?:[\t\n\r -~]|[\xc3-\xf4][\x80-\xbf]{1,3}){4,}/g;
const WIDE = /(?:[\t\n\r -~]\0){4,}/g;

/** How many of the held-back texts are found, and how many strings of ordinary programs are taken for such. Says whether it is good enough. */
export function measureInjection(specimens: readonly Specimen[]): boolean {
  const tuned = hostileTexts('tuned');
  const heldBack = hostileTexts('held-back');
  console.log(
    `## instructions to a reader: recall ${percent(tuned)} of what it was made with, ${percent(heldBack)} of the rest`,
  );
  printBy('language', heldBack, ({ language }) => language);
  printBy('disguise', heldBack, ({ disguise }) => disguise);
  for (const half of ['other-hands', 'unseen', 'kept-apart'] as const)
    console.log(`${half}: recall ${percent(hostileTexts(half))}`);
  const { strings, alarms } = alarmsIn(specimens);
  for (const text of alarms.slice(0, SHOWN)) console.log(`  ${JSON.stringify(text.slice(0, 200))}`);
  const rate = (alarms.length * SAMPLE) / Math.max(strings, 1);
  console.log(`${alarms.length} alarms in ${strings} strings: ${rate.toFixed(2)} in ${SAMPLE} (at most ${TOLERATED})`);
  return recall(heldBack) >= LEAST_RECALL && strings > 0 && rate <= TOLERATED;
}

function alarmsIn(specimens: readonly Specimen[]): { strings: number; alarms: readonly string[] } {
  const seen = new Set<string>();
  const alarms: string[] = [];
  for (const { path } of specimens) {
    for (const text of textsIn(readFileSync(path).toString('latin1'))) {
      if (seen.has(text)) continue;
      seen.add(text);
      if (readsLikeInstructions(text) !== undefined) alarms.push(text);
    }
  }
  return { strings: seen.size, alarms };
}

function* textsIn(bytes: string): Generator<string> {
  for (const [run] of bytes.matchAll(NARROW)) yield Buffer.from(run, 'latin1').toString('utf8').slice(0, LONGEST);
  for (const [run] of bytes.matchAll(WIDE)) yield run.replaceAll('\0', '').slice(0, LONGEST);
}

function printBy(what: string, texts: readonly HostileText[], keyOf: (text: HostileText) => string): void {
  const keys = [...new Set(texts.map(keyOf))];
  const parts = keys.map((key) => {
    const group = texts.filter((text) => keyOf(text) === key);
    return `${key} ${found(group)}/${group.length}`;
  });
  console.log(`by ${what}: ${parts.join(', ')}`);
}

function found(texts: readonly HostileText[]): number {
  return texts.filter(({ text }) => readsLikeInstructions(text) !== undefined).length;
}

function recall(texts: readonly HostileText[]): number {
  return found(texts) / texts.length;
}

function percent(texts: readonly HostileText[]): string {
  return `${(recall(texts) * 100).toFixed(0)} %`;
}
