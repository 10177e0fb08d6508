// Makes src/domain/injection/suspicion-weights.ts: logistic regression over concepts that stand near to each other, between texts that
// try to instruct a reader and strings of programs, translations, manuals and packages. The same texts and strings give the same weights.
//   node --require ./test/support/run-typescript.cjs test/injection/train-weights.ts FILE...
// Each file has one string a line, as JSON. Texts that a measure is kept for (held-back, unseen, kept-apart) are not read.
import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { format, resolveConfig } from 'prettier';

import { CONCEPTS } from '#domain/injection/concept';
import { folded, unhidden } from '#domain/injection/fold-text';
import { Glance, LOOKED_AT } from '#domain/injection/glance';
import type { Nearby } from '#domain/injection/suspicion-score';
import {
  COUNT_ENDS,
  DENSITY_ENDS,
  FEWEST_TELLING,
  hasForm,
  LENGTH_ENDS,
  nearbyFrom,
  tellingWords,
} from '#domain/injection/suspicion-score';
import { tokensOf } from '#domain/injection/tokens';
import { vocabulary, widerVocabulary } from '#domain/injection/vocabulary';
import { hostileTexts } from './hostile-texts';

const OUT = join(__dirname, '../../src/domain/injection/suspicion-weights.ts');
/** Alarms that the strings themselves may raise, in so many. */
const TOLERATED = 1;
const SAMPLE = 50_000;
/** Penalty of the square of a weight; as how many strings one text that instructs counts. */
const L2 = 3e-6;
const WEIGHT = 20;
const ROUNDS = 3;
const STEPS = 250;

const C = CONCEPTS.length;
const PAIRS = C;
const USUAL = PAIRS + C * C;
const USUAL_PAIRS = USUAL + C;
const COUNTS = USUAL_PAIRS + C * C;
const DENSITIES = COUNTS + COUNT_ENDS.length;
const LENGTHS = DENSITIES + DENSITY_ENDS.length;
const IMPERATIVE = LENGTHS + LENGTH_ENDS.length;
const FORM = IMPERATIVE + 1;
const BASE = FORM + 1;
const SIZE = BASE + 1;

type Features = readonly number[];

function meaningsFrom(mask: number, single: number, pairs: number): readonly number[] {
  const bits = CONCEPTS.map((_, bit) => bit).filter((bit) => (mask & (1 << bit)) !== 0);
  return [
    ...bits.map((bit) => single + bit),
    ...bits.flatMap((bit, index) => bits.slice(index + 1).map((other) => pairs + bit * C + other)),
  ];
}

function featuresOf({ all, usual, count, density, length, isOrder }: Nearby, form: boolean): Features {
  return [
    ...meaningsFrom(all, 0, PAIRS),
    ...meaningsFrom(usual, USUAL, USUAL_PAIRS),
    ...[COUNTS + count, DENSITIES + density, LENGTHS + length, BASE],
    ...(isOrder ? [IMPERATIVE] : []),
    ...(form ? [FORM] : []),
  ];
}

/** Of each place of a text, as one key. */
function keysOf(text: string): readonly string[] {
  const plain = folded(unhidden(text.slice(0, LOOKED_AT)));
  const words = tellingWords(tokensOf(plain, widerVocabulary(), vocabulary()));
  const form = hasForm(plain);
  const keys = new Set<string>();
  for (let from = 0; from + FEWEST_TELLING <= words.count; from++) {
    const nearby = nearbyFrom(from, words);
    if (nearby !== undefined) {
      const { all, usual, count, density, length, isOrder } = nearby;
      keys.add([all, usual, count, density, length, Number(isOrder), Number(form)].join());
    }
  }
  return [...keys];
}

function ofKey(key: string): Features {
  const [all = 0, usual = 0, count = 0, density = 0, length = 0, isOrder = 0, form = 0] = key.split(',').map(Number);
  return featuresOf({ all, usual, count, density, length, isOrder: isOrder === 1 }, form === 1);
}

const glance = new Glance();

function mayTell(text: string): boolean {
  if (!/\s/.test(text) && !/[^\p{ASCII}]/u.test(text)) return false;
  glance.read(text.slice(0, LOOKED_AT));
  return glance.telling >= FEWEST_TELLING || glance.foreign >= 2;
}

async function main(files: readonly string[]): Promise<void> {
  const hostile = (['tuned', 'taxonomies', 'other-hands', 'training'] as const).flatMap(hostileTexts);
  const bags = hostile.map(({ text }) => keysOf(text).map(ofKey)).filter((bag) => bag.length > 0);
  const honest = new Map<string, number>();
  const strings: (readonly string[])[] = [];
  let read = 0;
  for (const file of files) {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      const text = JSON.parse(line) as string;
      read += 1;
      if (!mayTell(text)) continue;
      const keys = keysOf(text);
      if (keys.length === 0) continue;
      strings.push(keys);
      for (const key of keys) honest.set(key, (honest.get(key) ?? 0) + 1);
    }
  }
  const keys = [...honest.keys()];
  const rows = keys.map(ofKey);
  const counts = [...honest.values()].map(Math.sqrt);
  console.log(
    `${bags.length} of ${hostile.length} texts, ${read} strings, of which ${strings.length} say something, in ${rows.length} ways`,
  );
  let weights = new Float64Array(SIZE);
  weights[BASE] = -4;
  for (let round = 0; round < ROUNDS; round++) {
    const chosen = bags.map((bag) => best(bag, weights, round === 0));
    weights = fitted([...chosen, ...rows], [...chosen.map(() => WEIGHT), ...counts], chosen.length, weights);
  }
  const place = new Map(keys.map((key, at) => [key, at]));
  const scores = rows.map((row) => dot(row, weights));
  const highest = strings.map((each) => Math.max(...each.map((key) => scores[place.get(key) ?? 0] ?? 0)));
  highest.sort((one, other) => other - one);
  const least = highest[Math.floor((TOLERATED * read) / SAMPLE)] ?? 0;
  weights[BASE] = (weights[BASE] ?? 0) - least - 0.01;
  const found = bags.filter((bag) => bag.some((row) => dot(row, weights) >= 0)).length;
  const used = weights.filter((weight) => Math.abs(weight) >= 0.05).length;
  console.log(`threshold ${least.toFixed(2)}, ${found} of ${hostile.length} texts above it, ${used} weights`);
  writeFileSync(OUT, await format(table(weights), { ...(await resolveConfig(OUT)), parser: 'typescript' }));
}

function best(bag: readonly Features[], weights: Float64Array, isFirst: boolean): Features {
  const score = (row: Features): number => (isFirst ? row.length : dot(row, weights));
  return bag.reduce((most, row) => (score(row) > score(most) ? row : most));
}

function dot(row: Features, weights: Float64Array): number {
  let sum = 0;
  for (const at of row) sum += weights[at] ?? 0;
  return sum;
}

/** By Adam over all rows; the first `hostile` rows are of one kind, the others of the other. */
function fitted(
  rows: readonly Features[],
  counts: readonly number[],
  hostile: number,
  start: Float64Array,
): Float64Array<ArrayBuffer> {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const [at, from] = flat(rows);
  const weights = Float64Array.from(start);
  const [mean, square] = [new Float64Array(SIZE), new Float64Array(SIZE)];
  for (let turn = 1; turn <= STEPS; turn++) {
    const gradient = weights.map((weight, each) => (each === BASE ? 0 : L2 * weight));
    for (let row = 0; row < rows.length; row++) {
      let score = 0;
      const [begin, end] = [from[row] ?? 0, from[row + 1] ?? 0];
      for (let each = begin; each < end; each++) score += weights[at[each] ?? 0] ?? 0;
      const error = ((1 / (1 + Math.exp(-score)) - (row < hostile ? 1 : 0)) * (counts[row] ?? 0)) / total;
      if (Math.abs(error) < 1e-13) continue;
      for (let each = begin; each < end; each++) {
        const feature = at[each] ?? 0;
        gradient[feature] = (gradient[feature] ?? 0) + error;
      }
    }
    const rate = (FASTEST * (1 - BEFORE_LAST ** turn)) / (1 + (4 * turn) / STEPS);
    for (let each = 0; each < SIZE; each++) {
      const slope = gradient[each] ?? 0;
      mean[each] = BEFORE_LAST * (mean[each] ?? 0) + (1 - BEFORE_LAST) * slope;
      square[each] = 0.99 * (square[each] ?? 0) + 0.01 * slope * slope;
      weights[each] = (weights[each] ?? 0) - (rate * (mean[each] ?? 0)) / (Math.sqrt(square[each] ?? 0) + 1e-9);
    }
  }
  return weights;
}
const FASTEST = 0.08;
const BEFORE_LAST = 0.9;

function flat(rows: readonly Features[]): readonly [Int32Array, Int32Array] {
  const from = new Int32Array(rows.length + 1);
  for (const [row, features] of rows.entries()) from[row + 1] = (from[row] ?? 0) + features.length;
  const at = new Int32Array(from[rows.length] ?? 0);
  for (const [row, features] of rows.entries()) at.set(features, from[row]);
  return [at, from];
}

function table(weights: Float64Array): string {
  const of = (at: number): string => (weights[at] ?? 0).toFixed(2);
  const list = (start: number, length: number): string =>
    `[${Array.from({ length }, (_, each) => of(start + each)).join(', ')}]`;
  return `// Made by test/injection/train-weights.ts: log-odds, which add up; from 0 on a text is suspected.
/** What speaks against any text to begin with. */
export const BASE = ${of(BASE)};
/** Of each concept by itself, and of two that stand near to each other. */
${meanings(weights, '', 0, PAIRS)}
/** The same for usual words, in addition. */
${meanings(weights, 'USUAL_', USUAL, USUAL_PAIRS)}
/** By the ranges of \`COUNT_ENDS\`, \`DENSITY_ENDS\` and \`LENGTH_ENDS\`. */
export const COUNTS: readonly number[] = ${list(COUNTS, COUNT_ENDS.length)};
export const DENSITIES: readonly number[] = ${list(DENSITIES, DENSITY_ENDS.length)};
export const LENGTHS: readonly number[] = ${list(LENGTHS, LENGTH_ENDS.length)};
/** Of a sentence that begins as an order does. */
export const IMPERATIVE = ${of(IMPERATIVE)};
/** Of a text in a form that sets it apart. */
export const FORM = ${of(FORM)};
`;
}

function meanings(weights: Float64Array, prefix: string, single: number, pairs: number): string {
  const entry = (concept: string, at: number): readonly string[] =>
    Math.abs(weights[at] ?? 0) < 0.05 ? [] : [`${concept} ${(weights[at] ?? 0).toFixed(2)}`];
  const alone = CONCEPTS.flatMap((concept, bit) => entry(concept, single + bit));
  const together = CONCEPTS.map((concept, bit) => {
    const others = CONCEPTS.flatMap((other, place) => (place > bit ? entry(other, pairs + bit * C + place) : []));
    return [concept, others] as const;
  }).filter(([, others]) => others.length > 0);
  return `export const ${prefix}ALONE = \`${lines(alone)}\`;
export const ${prefix}TOGETHER: Readonly<Record<string, string>> = {
${together.map(([concept, others]) => `${concept}: \`${lines(others)}\`,`).join('\n')}
};`;
}

/** @returns as lines that are not too long */
function lines(entries: readonly string[]): string {
  const rows: string[] = [];
  for (const entry of entries) {
    const last = rows.at(-1);
    if (last === undefined || last.length + entry.length > 110) rows.push(entry);
    else rows[rows.length - 1] = `${last}, ${entry}`;
  }
  return rows.join(',\n    ');
}

void main(process.argv.slice(2));
