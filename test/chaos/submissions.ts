import { readFileSync } from 'node:fs';

import { seededRandom } from '#test/support/seeded-random';

/** Of coreutils: small ones, on every machine. */
const PROGRAMS = ['true', 'cat', 'ls', 'date', 'dd', 'df', 'cp', 'mkdir', 'sleep', 'stty', 'uname', 'touch', 'chmod'];
const APPENDED_BYTES = 64;
/** Of those sent just before. */
const IDENTICAL_SHARE = 0.25;
const IDENTICAL_TO_LAST = 4;
const SENT_AGAIN_SHARE = 0.25;
const LONGEST_PAUSE_MS = 2000;
const WAITS_SECONDS = [0, 0, 30];
const DEPTHS = ['quick', 'standard', 'standard'];

/** `slow`: raw, in pieces, so that some of it is under way for longer. */
const FORMS = ['raw', 'slow', 'multipart'] as const;

/** What one client sends under one Idempotency-Key, until it is accepted. */
export interface Submission {
  readonly key: string;
  readonly content: Buffer;
  readonly fileName: string;
  readonly depth: string;
  readonly form: (typeof FORMS)[number];
  readonly waitSeconds: number;
  /** Whether it is sent once more after it was accepted. */
  readonly isSentAgain: boolean;
  /** Before it is sent first. */
  readonly pauseMs: number;
}

/** The same for a seed, on the same machine: programs of it, each made another file, and a share of them sent by several. */
export function submissionsOf(seed: number, count: number): readonly Submission[] {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const all: Submission[] = [];
  for (let number = 0; number < count; number += 1) {
    const program = readFileSync(`/bin/${pick(PROGRAMS)}`);
    const fresh = { content: altered(program, random), fileName: `${number}`, depth: pick(DEPTHS) };
    const { content, depth } =
      all.length > 0 && random() < IDENTICAL_SHARE ? pick(all.slice(-IDENTICAL_TO_LAST)) : fresh;
    all.push({
      key: `chaos-${seed}-${number}`,
      content,
      fileName: fresh.fileName,
      depth,
      form: pick(FORMS),
      waitSeconds: pick(WAITS_SECONDS),
      isSentAgain: random() < SENT_AGAIN_SHARE,
      pauseMs: random() * LONGEST_PAUSE_MS,
    });
  }
  return all;
}

function altered(program: Buffer, random: () => number): Buffer {
  return Buffer.concat([program, Buffer.from(Array.from({ length: APPENDED_BYTES }, () => random() * 256))]);
}
