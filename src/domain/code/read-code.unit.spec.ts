import { codeOf, imageOf, readX86 } from '#test/code/code-of';
import { seededRandom } from '#test/support/seeded-random';
import { REFERENCE } from './code-references';
import type { CodeReading } from './read-code';

const shapes = ({ functions }: CodeReading): readonly unknown[] =>
  functions.map(({ place, size, blocks, edges, complexity, instructions }) => {
    return { place, size, blocks, edges, complexity, instructions };
  });
const places = ({ functions }: CodeReading): readonly number[] => functions.map(({ place }) => place);
const named = ({ references: { from, to, kinds, count } }: CodeReading): readonly unknown[] =>
  Array.from({ length: count }, (_, index) => [from.at(index), to.at(index), kinds.at(index)]);

describe('readCode', () => {
  it('blocks and edges of a decision, and the function that is called', () => {
    const reading = readX86(
      imageOf(
        codeOf({
          // test edi, edi; je +7; call 0x40; jmp +5; mov eax, 1; ret
          0: '85 ff 74 07 e8 37 00 00 00 eb 05 b8 01 00 00 00 c3',
          0x40: '31 c0 c3',
        }),
      ),
    );
    expect(shapes(reading)).toEqual([
      { place: 0, size: 17, blocks: 4, edges: 4, complexity: 2, instructions: 6 },
      { place: 0x40, size: 3, blocks: 1, edges: 0, complexity: 1, instructions: 2 },
    ]);
    expect(named(reading)).toEqual([[4, 0x40, REFERENCE.call]]);
  });

  it('a jump through a table of distances, as far as the comparison before it allows', () => {
    const table = Buffer.alloc(16);
    // At place 0x200: cases at 0x20, 0x30 and 0x20, and a fourth that the bound rules out.
    [-0x1e0, -0x1d0, -0x1e0, -0x1c0].forEach((distance, index) => table.writeInt32LE(distance, index * 4));
    const code = codeOf({
      // cmp edi, 2; ja 0x28; lea rdx, [0x200]; movsxd rax, [rdx+rdi*4]; add rax, rdx; jmp rax
      0: '83 ff 02 77 23 48 8d 15 f4 01 00 00 48 63 04 ba 48 01 d0 ff e0',
      0x20: 'b8 01 00 00 00 c3',
      0x28: '31 c0 c3',
      0x30: 'b8 02 00 00 00 c3',
      0x40: 'b8 03 00 00 00 c3',
    });
    const [read, ...more] = readX86(imageOf(code, 64, new Map([[0x200, table]]))).functions;
    expect(more).toEqual([]);
    expect(read).toMatchObject({ blocks: 5, edges: 4, complexity: 3 });
    expect([...(read?.ranges ?? [])]).toEqual([0, 21, 0x20, 0x26, 0x28, 0x2b, 0x30, 0x36]);
  });

  it('of 32 bits a table of addresses, whose end shows where one leads out of the code', () => {
    const table = Buffer.alloc(12);
    [0x40_1020, 0x40_1030, 0x50_0000].forEach((address, index) => table.writeUInt32LE(address, index * 4));
    // jmp [eax*4 + 0x401200]
    const code = codeOf({ 0: 'ff 24 85 00 12 40 00', 0x20: 'c3', 0x30: '90 c3' });
    expect(shapes(readX86(imageOf(code, 32, new Map([[0x200, table]]))))).toMatchObject([
      { blocks: 3, edges: 2, complexity: 2 },
    ]);
  });

  it('where a jump leads and comes back from is part of the function; where two jump to, and stay, is one', () => {
    const reading = readX86(
      imageOf(
        codeOf({
          // jne 0x80; ret | at 0x80: inc eax; jmp 5
          0: '0f 85 7a 00 00 00 c3',
          0x80: 'ff c0 e9 7f ff ff ff',
          // two that end by jumping to 0x60
          0x20: 'eb 3e',
          0x40: 'eb 1e',
          0x60: '31 c0 c3',
        }),
      ),
      { seeds: [0, 0x20, 0x40].map((place) => ({ place, size: 0, isWhole: false })) },
    );
    expect(places(reading)).toEqual([0, 0x20, 0x40, 0x60]);
    expect([...(reading.functions[0]?.ranges ?? [])]).toEqual([0, 7, 0x80, 0x87]);
    expect(named(reading)).toEqual([
      [0x20, 0x60, REFERENCE.jump],
      [0x40, 0x60, REFERENCE.jump],
    ]);
  });

  it('a call ends a block where what is called never returns, by its name or by its code', () => {
    const code = codeOf({
      // call 0x20; call 0x30; ret
      0: 'e8 1b 00 00 00 e8 26 00 00 00 c3',
      0x20: 'c3',
      // call [0x300]; then what is never run
      0x30: 'ff 15 ca 02 00 00 ff c0 c3',
    });
    const slots = new Map([[0x300, Buffer.alloc(8)]]);
    const final = new Set([0x300]);
    expect(shapes(readX86(imageOf(code, 64, slots), { final }))).toMatchObject([
      { place: 0, size: 10, blocks: 1, instructions: 2 },
      { place: 0x20 },
      { place: 0x30, size: 6, blocks: 1 },
    ]);
  });

  it('what ends in a jump through a table of other functions returns, though the table has a bound', () => {
    const table = Buffer.alloc(32);
    for (let at = 0; at < table.length; at += 8) table.writeBigUInt64LE(0x40_1080n, at);
    const code = codeOf({
      // and eax, 3; jmp [rax*8 + 0x402000]
      0: '83 e0 03 ff 24 c5 00 20 40 00',
      // call 0; xor eax, eax; ret
      0x40: 'e8 bb ff ff ff 31 c0 c3',
      0x80: '31 c0 c3',
    });
    const seeds = [0, 0x40, 0x80].map((place) => ({ place, size: 0x20, isWhole: true }));
    const reading = readX86(imageOf(code, 64, new Map([[0x1000, table]])), { seeds });
    expect(reading.functions.map(({ place, size }) => [place, size])).toEqual([
      [0, 10],
      [0x40, 8],
      [0x80, 3],
    ]);
  });

  it('a case that lies in the seldom run part of a function does not end its table', () => {
    const table = Buffer.alloc(24);
    [0x40_1080n, 0x40_1020n, 0x40_1030n].forEach((address, index) => table.writeBigUInt64LE(address, index * 8));
    // cmp edi, 2; ja 0x38; jmp [rdi*8 + 0x402000]
    const code = codeOf({
      0: '83 ff 02 77 33 ff 24 fd 00 20 40 00',
      0x20: '90 c3',
      0x30: 'c3',
      0x38: 'c3',
      0x80: 'c3',
    });
    const seeds = [0, 0x80].map((place) => ({ place, size: 0x40, isWhole: true }));
    const [read] = readX86(imageOf(code, 64, new Map([[0x1000, table]])), { seeds }).functions;
    expect([...(read?.ranges ?? [])]).toEqual([0, 12, 0x20, 0x22, 0x30, 0x31, 0x38, 0x39]);
  });

  it('does not go on to the next function where the last call never returns, however near that lies', () => {
    // call 0x20; ret | call [0x300], and directly behind it: ret
    const code = codeOf({ 0: 'e8 1b 00 00 00 c3', 0x20: 'ff 15 da 02 00 00', 0x26: 'c3' });
    const seeds = [0, 0x26].map((place) => ({ place, size: 0, isWhole: false }));
    const image = imageOf(code, 64, new Map([[0x300, Buffer.alloc(8)]]));
    const [first] = readX86(image, { seeds, final: new Set([0x300]) }).functions;
    expect(first).toMatchObject({ place: 0, size: 5, instructions: 1 });
  });

  it('names what instructions refer to: by distance, by address, and through a slot', () => {
    const data = new Map([[0x1000, Buffer.alloc(64)]]);
    // lea rax, [0x1000]; mov edi, 0x402008; call [0x1010]; mov rax, fs:[0x28]; ret
    const code = codeOf({ 0: '48 8d 05 f9 0f 00 00 bf 08 20 40 00 ff 15 fe 0f 00 00 64 48 8b 04 25 28 00 00 00 c3' });
    expect(named(readX86(imageOf(code, 64, data)))).toEqual([
      [0, 0x1000, REFERENCE.data],
      [7, 0x1008, REFERENCE.data],
      [12, 0x1010, REFERENCE.slot],
    ]);
  });

  it('within known bounds no function begins, and what nothing leads to there is read too', () => {
    const code = codeOf({
      // ret; then a landing pad: call 0x40; ret
      0: 'c3 e8 3a 00 00 00 c3',
      0x40: 'c3',
      // calls into the midst of the first
      0x50: 'e8 ac ff ff ff c3',
    });
    const seeds = [
      { place: 0, size: 7, isWhole: true },
      { place: 0x50, size: 6, isWhole: true },
    ];
    const reading = readX86(imageOf(code), { seeds });
    expect(places(reading)).toEqual([0, 0x40, 0x50]);
    expect(named(reading)).toContainEqual([1, 0x40, REFERENCE.call]);
  });

  it('between functions only on evidence: how it begins, or that something names it', () => {
    const code = codeOf({
      // lea rax, [0x40]; ret
      0: '48 8d 05 39 00 00 00 c3',
      // push rbp; mov rbp, rsp; pop rbp; ret
      0x20: '55 48 89 e5 5d c3',
      0x40: '31 c0 ff c0 c3',
      // reads like one too, and nothing says so
      0x60: '31 c0 ff c0 c3',
    });
    const reading = readX86(imageOf(code));
    expect(places(reading)).toEqual([0, 0x20, 0x40]);
    expect([...reading.guessed]).toEqual([0x20]);
    expect(places(readX86(imageOf(code), { looksForOthers: true }))).toEqual([0, 0x20, 0x40, 0x60]);
  });
});

describe('readCode of hostile code', () => {
  const repeated = (hex: string, size: number): Uint8Array =>
    Buffer.alloc(size, Buffer.from(hex.replaceAll(' ', ''), 'hex'));

  it('ends as soon as it is told to', () => {
    const reading = readX86(imageOf(repeated('90', 100_000)), { isOver: () => true });
    expect(reading.unread).toBe('time');
  });

  it('what is only tried looks at the time too', () => {
    // push rax; nops; jmp to the next one: a function that does not end
    const endless = imageOf(repeated(`50 ${'90'.repeat(13)} eb 00`, 1 << 16));
    expect(readX86(endless, { seeds: [], looksForOthers: true, isOver: () => true }).unread).toBe('time');
  });

  it('of more blocks than code has that was compiled says so', () => {
    expect(readX86(imageOf(repeated('74 00', 1 << 20))).unread).toBe('size');
  });

  it('of more functions than programs have says so', () => {
    const read = (size: number): CodeReading => {
      const seeds = Array.from({ length: size / 4 }, (_, index) => ({ place: index * 4, size: 4, isWhole: false }));
      return readX86(imageOf(repeated('90 90 90 c3', size)), { seeds });
    };
    expect(read(1 << 21).unread).toBe('size');
    expect(read(1 << 16).unread).toBeUndefined();
  });

  it('bounds end where the next ones begin, and where the code does', () => {
    const seeds = Array.from({ length: 4096 }, (_, index) => ({ place: index * 16, size: 2 ** 30, isWhole: true }));
    const { functions } = readX86(imageOf(repeated(`${'90'.repeat(15)} c3`, 1 << 16)), { seeds });
    expect(new Set(functions.map(({ size }) => size))).toEqual(new Set([16]));
    expect(functions).toHaveLength(4096);
  });

  it.each([
    ['a jump into itself', 'eb ff'],
    ['a ring of jumps', 'e9 fb ff ff ff'],
    ['calls of one another', 'e8 05 00 00 00'],
    ['prefixes alone', '66'],
    ['a table that is the code', 'ff 24 c5 00 10 40 00'],
    ['functions that look like ones', '55 48 89 e5'],
  ])('%s', (_, hex) => {
    const reading = readX86(imageOf(repeated(hex, 1 << 16)), { looksForOthers: true });
    expect(
      reading.functions.filter(({ size, blocks, instructions }) => blocks > instructions || instructions > size),
    ).toEqual([]);
  });

  it('random bytes are read without a fault, each byte in one function at most', () => {
    const random = seededRandom(20_261_129);
    let read = 0;
    for (let round = 0; round < 20; round++) {
      const bytes = Buffer.from(Array.from({ length: 8192 }, () => Math.floor(random() * 256)));
      const { functions } = readX86(imageOf(bytes, round % 2 === 0 ? 64 : 32), { looksForOthers: true });
      const taken = new Uint8Array(bytes.length);
      for (const { ranges } of functions) {
        for (let at = 0; at < ranges.length; at += 2) {
          for (let place = ranges[at] ?? 0; place < (ranges[at + 1] ?? 0); place++)
            taken[place] = (taken[place] ?? 0) + 1;
        }
      }
      expect(Math.max(...taken)).toBe(functions.length > 0 ? 1 : 0);
      read += functions.length;
    }
    expect(read).toBeGreaterThan(0);
  });
});
