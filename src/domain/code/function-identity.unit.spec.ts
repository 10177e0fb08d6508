import { arm64Of, codeOf, imageOf, readArm64, readX86 } from '#test/code/code-of';
import type { CodeReading } from './read-code';

const DATA = new Map([[0x1000, Buffer.alloc(0x1000)]]);
const identities = ({ functions }: CodeReading): readonly (string | undefined)[] =>
  functions.map(({ identity }) => identity?.exact);
const seeds = (...places: number[]) => ({ seeds: places.map((place) => ({ place, size: 0, isWhole: false })) });
const MOVES = '89 f8 89 f0 89 d0 89 c8 ';
const le32 = (value: number): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return `${bytes.toString('hex')} `;
};

interface Parts {
  readonly moves?: string;
  readonly fill?: string;
  readonly end?: string;
  readonly branch?: string;
  readonly member?: string;
}

/** Of x86-64 at a place: data at 0x1000 + `data`, a call of `callee`, a branch, a member of a structure. */
function withPlaces(place: number, data: number, callee: number, parts: Parts = {}): string {
  const { moves = MOVES, fill = '', end = '83 c0 05 c3', branch = '74 02 ', member = '48 8b 83 00 02 00 00 ' } = parts;
  const lea = `48 8d 3d ${le32(0x1000 + data - (place + 7))}`;
  const call = `e8 ${le32(callee - (place + 12))}`;
  // mov rax, [rbx + 0x200]; test eax, eax; je over the next one; mov eax, eax; four moves; add eax, 5; ret
  return `${lea}${call}${member}85 c0 ${branch}89 c0 ${fill}${moves}${end}`;
}

describe('what a function is known again by', () => {
  const first = withPlaces(0, 8, 0x200);
  const twin = (other: string): readonly (string | undefined)[] =>
    identities(readX86(imageOf(codeOf({ 0: first, 0x80: other, 0x200: 'c3', 0x210: 'c3' }), 64, DATA), seeds(0, 0x80)));

  it('is the same at another place, where other data and another function are named, and with other padding', () => {
    const [here, there, small] = twin(withPlaces(0x80, 0x700, 0x210, { fill: '0f 1f 40 00 ', branch: '74 02 ' }));
    expect(here).toMatch(/^[0-9a-f]{64}$/);
    expect(there).toBe(here);
    expect(small).toBeUndefined();
  });

  it.each([
    ['a constant', { end: '83 c0 06 c3' }],
    ['a register', { moves: MOVES.replace('89 d0', '89 d1') }],
    ['an instruction', { moves: MOVES.replace('89 d0', '01 d0') }],
    ['a member of a structure, far from its beginning', { member: '48 8b 83 08 02 00 00 ' }],
    ['where a branch leads', { branch: '74 04 ' }],
  ])('is another one with %s changed', (_, parts) => {
    const [here, there] = twin(withPlaces(0x80, 8, 0x200, parts));
    expect(there).toMatch(/^[0-9a-f]{64}$/);
    expect(there).not.toBe(here);
  });

  it('of 32 bits does not count addresses that stand as they are, nor where the global offset table is', () => {
    const rest = `${MOVES}${MOVES}c3`;
    // mov eax, [0x402008]; push 0x402010; mov eax, [eax*4 + 0x402020]
    const fixed = (shift: number): string =>
      `a1 ${le32(0x40_2008 + shift)}68 ${le32(0x40_2010 + shift)}8b 04 85 ${le32(0x40_2020 + shift)}${rest}`;
    const here = identities(readX86(imageOf(codeOf({ 0: fixed(0), 0x80: fixed(0x40) }), 32, DATA), seeds(0, 0x80)));
    expect(here[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(here[1]).toBe(here[0]);
    // A number that is none of the image's addresses.
    const code = codeOf({ 0: `b8 ${le32(5)}${rest}`, 0x80: `b8 ${le32(6)}${rest}` });
    expect(new Set(identities(readX86(imageOf(code, 32, DATA), seeds(0, 0x80)))).size).toBe(2);
  });

  it('of ARM64 does not count pages and what is within them, but all that is no address', () => {
    const body = (page: number, low: number, added = 5, member = 8): readonly number[] => [
      // adrp x0; add x0, x0, low; ldr x1, [x0, member]; adrp x2; ldr x3, [x2, low]; add w1, w1, added
      ...[adrp(0, page), 0x9100_0000 | (low << 10), 0xf940_0001 | ((member / 8) << 10)],
      ...[adrp(2, page), 0xf940_0043 | ((low / 8) << 10), 0x1100_0021 | (added << 10)],
      // cbz w1, over the next one; four moves; ret
      ...[0x3400_0041, 0x2a03_03e0, 0x2a03_03e1, 0x2a03_03e2, 0x2a03_03e4, 0xd65f_03c0],
    ];
    const pair = (...other: Parameters<typeof body>): readonly (string | undefined)[] =>
      identities(readArm64(imageOf(arm64Of({ 0: body(1, 0x10), 0x80: body(...other) }), 64, DATA), seeds(0, 0x80)));
    const [here, there] = pair(1, 0x40);
    expect(here).toMatch(/^[0-9a-f]{64}$/);
    expect(there).toBe(here);
    expect(pair(1, 0x10, 6)[1]).not.toBe(here);
    expect(pair(1, 0x10, 5, 16)[1]).not.toBe(here);
  });

  it('is not told of code that was not read to its end', () => {
    const [here] = identities(readX86(imageOf(codeOf({ 0: `${MOVES.repeat(2000)}c3` })), { isOver: () => true }));
    expect(here).toBeUndefined();
  });
});

/** Of a page so many behind this one. */
function adrp(register: number, pages: number): number {
  return (0x9000_0000 | ((pages & 3) << 29) | ((pages >> 2) << 5) | register) >>> 0;
}
