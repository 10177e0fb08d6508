import { LocalityDigest, MOST_DIGESTED_BYTES } from './locality-digest';
import { likeness, localityDistance } from './locality-distance';

/** The same on every machine: what a generator of 32 bits gives, with runs of zeros. */
function someBytes(size: number, change = 0): Uint8Array {
  let state = 12_345;
  return Uint8Array.from({ length: size }, (_, place) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    if (change > 0 && place > size - change) return 65;
    return place % 97 < 20 ? 0 : (state >>> 24) % 200;
  });
}

function digestOf(bytes: Uint8Array, piece = bytes.length): string | undefined {
  const digest = new LocalityDigest();
  for (let at = 0; at < bytes.length; at += piece) digest.push(bytes.subarray(at, at + piece));
  return digest.finish();
}

describe('a TLSH', () => {
  // As the tlsh of Debian 12 (3.4.4) has them, which leaves T1 out.
  it.each([
    [600, '64F00E64E76DEA77E636D43A80F040A5A3A48058BA9859502152C304300F106C7AB753'],
    [3000, '41513B2315BE5C75F232EABAC6C574CC1A74D0227F6C0728DA63B721BB0E2039D60211'],
    [100_000, 'EFA3022E8E3EEAF5C8FFD27828AD75801D2D528321CC596CC64E5E927E6B41B50C4963'],
  ])('of %i bytes is what the tool of its authors says', (size, expected) => {
    expect(digestOf(someBytes(size))).toBe(`T1${expected}`);
  });

  it('is the same however the bytes come', () => {
    const bytes = someBytes(5000);
    for (const piece of [1, 3, 4, 5, 1000]) expect(digestOf(bytes, piece)).toBe(digestOf(bytes));
  });

  it('is none of what is too short, too uniform or too long', () => {
    const long = new LocalityDigest();
    const megabyte = someBytes(1_048_576);
    for (let size = 0; size <= MOST_DIGESTED_BYTES; size += megabyte.length) long.push(megabyte);
    expect([digestOf(someBytes(49)), digestOf(new Uint8Array(5000)), digestOf(Buffer.from('ab'.repeat(500)))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(long.finish()).toBeUndefined();
  });

  it('is near that of what is alike, by the distance of its authors', () => {
    const [one, near, far] = [someBytes(3000), someBytes(3000, 300), someBytes(100_000)].map(
      (each) => digestOf(each) ?? '',
    );
    expect([localityDistance(one!, one!), localityDistance(one!, near!), localityDistance(one!, far!)]).toEqual([
      0, 55, 709,
    ]);
    expect([likeness(30), likeness(31), likeness(101)]).toEqual(['nearly the same', 'alike', 'not alike']);
    expect(localityDistance(one!, 'T1ABC')).toBeUndefined();
  });
});
