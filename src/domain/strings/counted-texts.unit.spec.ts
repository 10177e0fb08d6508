import type { CountedTexts } from './counted-texts';
import { stringTableTexts, userStrings } from './counted-texts';
import type { TextRun } from './text-run';
import { decodeRun } from './text-run';

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const counted = (text: string): Buffer => Buffer.concat([Buffer.from([text.length, 0]), utf16(text)]);

/** As II.24.2.4 of ECMA-335 has it: up to 127 bytes the length takes one, up to 16383 two. */
function blob(text: string): Buffer {
  const length = text.length * 2 + 1;
  const size = length < 0x80 ? [length] : [0x80 | (length >> 8), length & 0xff];
  return Buffer.concat([Buffer.from(size), utf16(text), Buffer.from([0])]);
}

function read(texts: CountedTexts, window: Buffer): { readonly runs: readonly TextRun[]; readonly end: number } {
  const runs: TextRun[] = [];
  const end = texts(window, (run) => runs.push(run));
  return { runs, end };
}

describe('texts with their lengths before them', () => {
  it('are the entries of a string table, each for itself; the empty ones are none', () => {
    const block = Buffer.concat(['First entry', '', 'https://example.org', '', 'ünd 😀'].map(counted));
    expect(read(stringTableTexts, block).runs.map((run) => [run.start, run.length, decodeRun(run)])).toEqual([
      [2, 11, 'First entry'],
      [28, 19, 'https://example.org'],
      [70, 5, 'ünd 😀'],
    ]);
  });

  it('are the user strings of .NET', () => {
    const heap = Buffer.concat([Buffer.from([0]), ...['Hello, {0}!', '', 'x'.repeat(100), 'Привет'].map(blob)]);
    expect(read(userStrings, heap).runs.map((run) => decodeRun(run))).toEqual([
      'Hello, {0}!',
      'x'.repeat(100),
      'Привет',
    ]);
  });

  it.each([0x80, 0xc0, 0xe0, 0xff, 0x7f])('end where a length says what cannot be: %i', (first) => {
    expect(read(userStrings, Buffer.from([0, first, 0x41]))).toEqual({ runs: [], end: 1 });
    expect(read(stringTableTexts, Buffer.from([first, first, 0x41]))).toEqual({ runs: [], end: 0 });
  });
});
