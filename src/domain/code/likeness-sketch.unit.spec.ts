import { LikenessSketch, SKETCH_LENGTH } from './likeness-sketch';

const SIZE = 60;

function digitsOf(from: number, to: number): string {
  const sketch = new LikenessSketch();
  for (let member = from; member < to; member++) sketch.add(member);
  return sketch.digits();
}

/** Mean share of equal digits over many pairs of 60 numbers, of which so many are in both. */
function meanEqual(common: number): number {
  let equal = 0;
  for (let pair = 0; pair < 200; pair++) {
    const start = pair * 1000;
    const one = digitsOf(start, start + SIZE);
    const other = digitsOf(start + SIZE - common, start + 2 * SIZE - common);
    for (let at = 0; at < SKETCH_LENGTH; at++) if (one[at] === other[at]) equal += 1;
  }
  return equal / 200 / SKETCH_LENGTH;
}

describe('LikenessSketch', () => {
  it('is the same whatever the order, and nothing for nothing', () => {
    const sketch = new LikenessSketch();
    expect(sketch.digits()).toBe('');
    for (const member of [3, 1, 2]) sketch.add(member);
    expect(sketch.digits()).toBe(digitsOf(1, 4));
    sketch.clear();
    expect(sketch.digits()).toBe('');
  });

  // Of two sets of 60: 40 in common are a half of all, 30 a third.
  it.each([
    [60, 1],
    [40, 1 / 2],
    [30, 1 / 3],
    [0, 0],
  ])('%i in common: digits equal as often as the share tells', (common, share) => {
    expect(Math.abs(meanEqual(common) - (share + (1 - share) / 16))).toBeLessThan(0.04);
  });
});
