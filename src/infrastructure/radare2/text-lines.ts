import { setImmediate as nextTurn } from 'node:timers/promises';

import { KB } from '#domain/shared/quantities';

const LINE_FEED = 0x0a;
/** Bytes cut into lines in one go: some ten milliseconds with what is done to each line. */
const SLICE = 256 * KB;

/** The lines of an answer, some thousand at a time, with the event loop in between. */
export async function* textLines(bytes: Buffer): AsyncGenerator<readonly string[]> {
  for (let start = 0; start < bytes.length;) {
    const cut = start + SLICE < bytes.length ? bytes.indexOf(LINE_FEED, start + SLICE) : -1;
    const end = cut === -1 ? bytes.length : cut;
    yield bytes.toString('utf8', start, end).split('\n');
    await nextTurn();
    start = end + 1;
  }
}
