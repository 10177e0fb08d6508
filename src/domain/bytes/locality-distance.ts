const WHOLE = /^T1[0-9A-F]{70}$/;
const STEP = 12;
const FURTHEST_PAIR = 6;

/** How unlike two files are by their TLSH: 0 for the same, some 30 for builds of one program, from 100 on hardly related. */
export function localityDistance(one: string, other: string): number | undefined {
  if (!WHOLE.test(one) || !WHOLE.test(other)) return undefined;
  const [mine, theirs] = [one, other].map((text) => Buffer.from(text.slice(2), 'hex')) as [Buffer, Buffer];
  const byte = (of: Buffer, place: number): number => of[place] ?? 0;
  const length = apart(turned(byte(mine, 1)), turned(byte(theirs, 1)), 256);
  const first = apart(byte(mine, 2) >> 4, byte(theirs, 2) >> 4, 16);
  const second = apart(byte(mine, 2) & 0xf, byte(theirs, 2) & 0xf, 16);
  let distance = byte(mine, 0) === byte(theirs, 0) ? 0 : 1;
  distance += length <= 1 ? length : length * STEP;
  for (const ratio of [first, second]) distance += ratio <= 1 ? ratio : (ratio - 1) * STEP;
  for (let place = 3; place < mine.length; place += 1) distance += codeDistance(byte(mine, place), byte(theirs, place));
  return distance;
}

/** What a distance says, in words. */
export function likeness(distance: number): string {
  if (distance <= 30) return 'nearly the same';
  if (distance <= 100) return 'alike';
  return 'not alike';
}

/** On a circle of so many steps. */
function apart(one: number, other: number, steps: number): number {
  const straight = Math.abs(one - other);
  return Math.min(straight, steps - straight);
}

function codeDistance(one: number, other: number): number {
  let distance = 0;
  for (let shift = 0; shift < 8; shift += 2) {
    const pair = Math.abs(((one >> shift) & 3) - ((other >> shift) & 3));
    distance += pair === 3 ? FURTHEST_PAIR : pair;
  }
  return distance;
}

function turned(byte: number): number {
  return ((byte & 0xf) << 4) | (byte >> 4);
}
