// `npm run truth -- --identity`: whether functions are known again by the hash of their code.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import type { ReadFunction } from '#domain/code/read-functions';
import { samplePath } from '#test/builders/samples';
import { ownCodeOf } from '#test/code/own-code-of';

interface Told {
  readonly address: bigint;
  readonly end: bigint;
  readonly exact: string;
}

/** Of the functions of 10 instructions and more of the first, the least share that the second has too. */
const PAIRS = [
  { of: '/bin/ls', in: '/bin/cp', least: 0.39 },
  { of: '/bin/ls', in: '/bin/vdir', least: 0.987 },
  { of: '/bin/ls', in: '/bin/bash', least: 0 },
] as const;
const WITHIN = ['/bin/ls', '/bin/bash', samplePath('pe-Windows-x64-cmd')];
/** Of pairs of functions with equal hashes, the most that may differ. */
const MOST_DIFFERENT = 0.001;
const INSTRUCTION = /^ *[0-9a-f]+:\t(.*)$/gm;
/** What objdump shows of distances. */
const PLACE = /(?<=^(?:bnd |notrack )?(?:call|j\w+|loop\w*) +)(?:0x)?[0-9a-f]+\b.*|\[rip.*|#.*/g;

/** Prints and judges. */
export async function measureIdentity(): Promise<boolean> {
  const outcomes: boolean[] = [];
  for (const { of, in: other, least } of PAIRS) {
    const [own, theirs] = [await toldOf(of), await toldOf(other)];
    const shared = sharedBy(own, theirs);
    console.log(`${of} - ${other}: ${shared} of ${own.length} functions, at least ${Math.ceil(least * own.length)}`);
    outcomes.push(shared >= least * own.length);
  }
  for (const path of WITHIN.filter((each) => existsSync(each))) outcomes.push(await judgeGroups(path));
  return outcomes.every(Boolean);
}

/** Whether what has one hash in one program is the same code, as objdump shows it. */
async function judgeGroups(path: string): Promise<boolean> {
  const told = await toldOf(path);
  const firsts = new Map<string, Told>();
  let [pairs, different] = [0, 0];
  for (const each of told) {
    const first = firsts.get(each.exact);
    firsts.set(each.exact, first ?? each);
    if (first === undefined) continue;
    pairs += 1;
    if (textOf(path, each) === textOf(path, first)) continue;
    different += 1;
    console.log(`  0x${first.address.toString(16)} and 0x${each.address.toString(16)} differ`);
  }
  const distinct = told.length - pairs;
  console.log(`${path}: ${told.length} functions, ${distinct} hashes; of ${pairs} equal pairs ${different} differ`);
  return different <= pairs * MOST_DIFFERENT;
}

async function toldOf(path: string): Promise<readonly Told[]> {
  const { functions, address } = await ownCodeOf(path);
  const endOf = ({ ranges, place }: ReadFunction): number => ranges[1] ?? place;
  return functions.flatMap(({ identity, ...each }) => {
    if (identity === undefined) return [];
    return [{ address: address + BigInt(each.place), end: address + BigInt(endOf(each)), exact: identity.exact }];
  });
}

/** Each counts once. */
function sharedBy(own: readonly Told[], theirs: readonly Told[]): number {
  const left = new Map<string, number>();
  for (const { exact } of theirs) left.set(exact, (left.get(exact) ?? 0) + 1);
  let shared = 0;
  for (const { exact } of own) {
    const count = left.get(exact) ?? 0;
    if (count > 0) shared += 1;
    left.set(exact, count - 1);
  }
  return shared;
}

/** Instructions of its first piece of code without places. */
function textOf(path: string, { address, end }: Told): string {
  const range = [`--start-address=${address}`, `--stop-address=${end}`];
  const options = ['-d', '-M', 'intel', '--no-show-raw-insn', ...range, path];
  const shown = execFileSync('objdump', options, { encoding: 'utf8' });
  const lines = [...shown.matchAll(INSTRUCTION)].map(([, text = '']) => text.replaceAll(PLACE, '').trim());
  return lines.filter((text) => !/\bnop\b/.test(text)).join('\n');
}
