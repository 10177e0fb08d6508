import type { CodeReading } from '#domain/code/read-code';
import type { Language } from '#domain/document/language';
import type { ExtractedString } from '#domain/document/strings';
import { address } from '#domain/shared/address';
import type { Architecture, ExecutableFormat } from '#domain/shared/executable-header';
import { stringType } from '#domain/strings/string-type';
import { arm64Of, CODE_ADDRESS, codeOf, imageOf, readArm64, readX86 } from '#test/code/code-of';
import type { OwnStrings } from './slice-own-strings';
import { sliceOwnStrings } from './slice-own-strings';

/** Places: the texts, and pointers to them. */
const TEXTS = 0x1000;
const POINTERS = 0x2000;
const RET = 'c3';
const CALL = 'ffd0';

interface Program {
  readonly code: Uint8Array;
  /** Bytes at `TEXTS`; behind them, what is no text and no zero. */
  readonly text: string | Buffer;
  /** What the scanner finds there: its offset and what it reads; unless told, all of it. */
  readonly found?: readonly (readonly [offset: number, text: string])[];
  /** Numbers of 64 bits at `POINTERS`. */
  readonly data?: readonly number[];
  readonly language?: Language;
  readonly architecture?: Architecture;
  readonly format?: ExecutableFormat;
}

function sliced(program: Program): OwnStrings {
  const { code, text, data = [], language = 'rust', architecture = 'x86_64', format = 'elf' } = program;
  const bytes = Buffer.concat([Buffer.from(text), Buffer.from([1])]);
  const words = Buffer.alloc(data.length * 8);
  for (const [index, each] of data.entries()) words.writeBigUInt64LE(BigInt(each), index * 8);
  const memory = new Map([
    [TEXTS, bytes],
    [POINTERS, words],
  ]);
  const image = imageOf(code, 64, memory);
  const reading: CodeReading = architecture === 'arm64' ? readArm64(image) : readX86(image);
  const loaded = { image, isFixed: false, globalOffsetTable: undefined };
  const { found = [[0, text.toString().replace('\0', '')]] } = program;
  return sliceOwnStrings(
    { ...reading, address: image.address, loaded },
    {
      header: { format, architecture, bits: 64, endianness: 'little', kind: 'executable' },
      language,
      strings: { items: found.map(([offset, content]) => stringOf(content, offset)), total: found.length },
    },
  );
}

function stringOf(content: string, offset: number): ExtractedString {
  const encoding = /^[ -~\n]*$/.test(content) ? 'ascii' : 'utf-8';
  const place = { address: address(CODE_ADDRESS + BigInt(TEXTS + offset)), offset: address(BigInt(offset)) };
  return {
    content,
    ...place,
    length: Array.from(content).length,
    encoding,
    type: stringType(content),
    section: '.rodata',
  };
}

const contents = ({ strings }: OwnStrings): readonly string[] => strings.items.map(({ content }) => content);
const textAddress = (offset: number): number => Number(CODE_ADDRESS) + TEXTS + offset;

/** Instructions one behind the other; a number is a distance of 32 bits to a text at that offset. */
function x86(...parts: readonly (string | readonly [opcode: string, offset: number])[]): Uint8Array {
  let code = '';
  for (const part of parts) {
    if (typeof part === 'string') code += part;
    else code += part[0] + dword(TEXTS + part[1] - (code.length + part[0].length + 8) / 2);
  }
  return codeOf({ 0: code });
}

function dword(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes.toString('hex');
}

const [LEA_RAX, LEA_RSI, LEA_RDX] = ['488d05', '488d35', '488d15'];
const movEbx = (number: number): string => `bb${dword(number)}`;
const movEdx = (number: number): string => `ba${dword(number)}`;

describe('strings of programs whose texts run together', () => {
  const text = 'cannot open fileno such keypermission denied';

  it('are cut where Rust passes a pointer and a length, for System V and for Windows', () => {
    const first = x86([LEA_RSI, 0], movEdx(16), CALL, movEdx(11), [LEA_RSI, 16], CALL, RET);
    expect(contents(sliced({ code: first, text }))).toEqual(['cannot open file', 'no such key', 'permission denied']);
    const windows = x86([LEA_RDX, 16], `41b8${dword(11)}`, CALL, RET);
    expect(contents(sliced({ code: windows, text, format: 'pe' }))).toEqual([
      'cannot open file',
      'no such key',
      'permission denied',
    ]);
  });

  it('are whole strings: place, length, type and encoding', () => {
    const code = x86([LEA_RSI, 16], movEdx(21), CALL, RET);
    const { strings } = sliced({ code, text: 'just some words herehttps://ünïc.example/the rest' });
    expect(strings.total).toBe(3);
    expect(strings.items[1]).toMatchObject({
      content: 'here' + 'https://ünïc.ex'.slice(0, 15),
      length: 19,
      encoding: 'utf-8',
    });
    const plain = sliced({ code: x86([LEA_RSI, 5], movEdx(20), CALL, RET), text: 'wordshttps://example.comrest' });
    expect(plain.strings.items[1]).toEqual({
      content: 'https://example.comr',
      address: address(BigInt(textAddress(5))),
      offset: '0x5',
      length: 20,
      encoding: 'ascii',
      type: 'url',
      section: '.rodata',
    });
  });

  it('are cut where a pointer and a length are stored one behind the other, in either order', () => {
    const pointerFirst = x86([LEA_RAX, 16], '4889442410', `48c7442418${dword(11)}`, CALL, RET);
    expect(contents(sliced({ code: pointerFirst, text }))).toContain('no such key');
    const lengthFirst = x86(`48c7442418${dword(11)}`, [LEA_RAX, 16], '4889442410', RET);
    expect(contents(sliced({ code: lengthFirst, text }))).toContain('no such key');
  });

  it('are cut where Go passes them in its own order of registers', () => {
    const code = x86([LEA_RAX, 16], movEbx(11), CALL, RET);
    expect(contents(sliced({ code, text, language: 'go' }))).toContain('no such key');
    // That is no pair of System V's: the text ends where the next one begins.
    expect(contents(sliced({ code, text }))).toEqual(['cannot open file', 'no such keypermission denied']);
  });

  it('are cut where ARM64 passes them', () => {
    const [adrp, blr, ret] = [0xb000_0000, 0xd63f_0040, 0xd65f_03c0];
    const words = [adrp, 0x9100_0000 | (16 << 10), 0xd280_0001 | (11 << 5), blr, ret];
    const arm = { text, architecture: 'arm64' } as const;
    expect(contents(sliced({ code: arm64Of({ 0: words }), ...arm }))).toContain('no such key');
    // add x9; mov w10; stp x9, x10, [sp, #16]
    const stored = [adrp | 9, 0x9100_0129 | (16 << 10), 0x5280_000a | (11 << 5), 0xa901_2be9, ret];
    expect(contents(sliced({ code: arm64Of({ 0: stored }), ...arm }))).toContain('no such key');
  });

  it('are cut by pairs of a pointer and a length in memory, which code that refers to them uses', () => {
    const code = x86([LEA_RAX, POINTERS - TEXTS], RET);
    const { strings, uses } = sliced({ code, text, data: [textAddress(16), 11, 0, textAddress(27), 17] });
    expect(strings.items.map(({ content }) => content)).toEqual([
      'cannot open file',
      'no such key',
      'permission denied',
    ]);
    expect(Array.from(uses)).toEqual([0, TEXTS + 16]);
  });

  it('as many entries of a list are used as are counted beside it', () => {
    const data = [textAddress(0), 16, textAddress(16), 11, textAddress(27), 17];
    const code = x86([LEA_RSI, POINTERS - TEXTS], movEdx(2), CALL, RET);
    expect(Array.from(sliced({ code, text, data }).uses)).toEqual([0, TEXTS, 0, TEXTS + 16]);
  });

  it('end where the next one begins when no length is known, or where a number beside them says', () => {
    const code = x86([LEA_RAX, 16], '31c0', [LEA_RAX, 27], RET);
    expect(contents(sliced({ code, text }))).toEqual(['cannot open file', 'no such key', 'permission denied']);
    // cmp ecx, 27: where a text is known to begin.
    const compared = x86([LEA_RAX, 0], `81f9${dword(27)}`, [LEA_RAX, 27], [LEA_RAX, 16], RET);
    expect(contents(sliced({ code: compared, text }))).toContain('cannot open fileno such key');
  });

  it('keep short ones together with what is beside them, so that no text is lost', () => {
    const code = x86([LEA_RSI, 3], movEdx(3), CALL, [LEA_RSI, 6], movEdx(12), CALL, RET);
    expect(contents(sliced({ code, text: 'abcdefhello, worldxyz' }))).toEqual(['abcdef', 'hello, world']);
    expect(contents(sliced({ code, text: 'abcdefhello, worldwxyz' }))).toEqual(['abcdef', 'hello, world', 'wxyz']);
  });

  it('may lie within one another', () => {
    const code = x86([LEA_RSI, 0], movEdx(16), CALL, [LEA_RSI, 7], movEdx(9), CALL, RET);
    expect(contents(sliced({ code, text }))).toEqual(['cannot open file', 'open file', 'no such keypermission denied']);
  });

  it('that begin with a character which was not taken for text are whole', () => {
    const text = Buffer.concat([Buffer.from([1]), Buffer.from('→ see herenext one'), Buffer.from([0])]);
    const code = x86([LEA_RSI, 1], movEdx(12), CALL, RET);
    expect(contents(sliced({ code, text, found: [[4, ' see herenext one']] }))).toEqual(['→ see here', 'next one']);
  });

  it('that a zero ends are not cut by a number that happens to be passed beside them', () => {
    // As dcgettext takes the category behind the text.
    const code = x86([LEA_RSI, 0], movEdx(5), CALL, RET);
    expect(contents(sliced({ code, text: 'cannot open file\0' }))).toEqual(['cannot open file']);
  });

  it.each([0x7fff_ffff, 5000, 45, 0])('are not cut at a length of %d that no text has', (length) => {
    const code = x86([LEA_RSI, 0], movEdx(length), CALL, RET);
    expect(contents(sliced({ code, text }))).toEqual([text]);
  });

  it('are not cut amid a character', () => {
    const code = x86([LEA_RSI, 0], movEdx(5), CALL, RET);
    expect(contents(sliced({ code, text: 'caféß and more' }))).toContain('café');
    expect(contents(sliced({ code: x86([LEA_RSI, 0], movEdx(4), CALL, RET), text: 'caféß more' }))).toEqual([
      'caféß more',
    ]);
  });

  it('of other languages stay as they are', () => {
    const code = x86([LEA_RSI, 16], movEdx(11), CALL, RET);
    expect(contents(sliced({ code, text, language: 'c' }))).toEqual([text]);
  });

  it('of a program that points everywhere take no more than they are', () => {
    const size = 130_000;
    const data = Array.from({ length: size }, (_, index) => [textAddress(index), size - index]).flat();
    const { strings } = sliced({ code: x86(RET), text: 'x'.repeat(size), data });
    const bytes = strings.items.reduce((sum, { length }) => sum + length, 0);
    expect(bytes).toBeLessThanOrEqual(3 * size);
  });
});
